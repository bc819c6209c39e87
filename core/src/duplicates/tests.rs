//! Texts told apart, and found again.

use std::collections::HashSet;
use std::time::Duration;

use proptest::prelude::*;

use super::shingles::{self, shingles};
use super::*;
use crate::model::sample;
use crate::testing::text::article_text;
use crate::testing::within;

fn share(one: &str, other: &str) -> f64 {
    Sketch::of(one).resemblance(&Sketch::of(other))
}

/// The share of phrases that both have, from all of them.
fn exact_share(one: &str, other: &str) -> f64 {
    let set = |text: &str| shingles(text).into_iter().collect::<HashSet<u64>>();
    let (one, other) = (set(one), set(other));
    let n_both = one.intersection(&other).count();
    if n_both == 0 { 0.0 } else { n_both as f64 / one.union(&other).count() as f64 }
}

/// `n` sentences of made-up words, the same for the same seed.
fn story(seed: u64, n: u64) -> String {
    let word = |nth: u64| format!("w{} ", shingles::mixed(seed << 32 | nth) % 5_000);
    (0..n * 12).map(|nth| word(nth) + if nth % 12 == 11 { ". " } else { "" }).collect()
}

#[test]
fn an_edited_story_is_the_same_again() {
    let text = sample::TEXT;
    let edited = text.replace("Moscow", "The Kremlin").replacen("the ", "", 3);
    let likeness = likeness(
        (TextHash::of(text), &Sketch::of(text)),
        (TextHash::of(&edited), &Sketch::of(&edited)),
    );
    let Some(Likeness::SameStory(share)) = likeness else { panic!("{likeness:?}") };
    assert!((0.9..1.0).contains(&share), "{share}");
    assert!(likeness.expect("it is like it").to_string().starts_with("the same story again (0.9"));
    let half = &text[..text.floor_char_boundary(text.len() / 2)];
    assert!((0.4..0.6).contains(&self::share(text, half)));
}

#[test]
fn texts_of_scripts_without_blanks_are_compared() {
    let text = "港务局表示，一台起重机星期三坠入港池并损坏了两个桥墩，科斯特尔河上的大桥随后被关闭。没有人员受伤。";
    let edited = text.replace("星期三", "周三");
    assert!((0.6..1.0).contains(&share(text, &edited)), "{}", share(text, &edited));
    let other = "市长星期四宣布，新的图书馆将于明年春天开放，居民可以免费借阅图书。";
    assert!(share(text, other) < 0.05, "{}", share(text, other));
}

#[test]
fn other_stories_are_not_the_same() {
    assert_eq!(share(&story(1, 40), &story(2, 40)), 0.0);
    assert_eq!(share("", ""), 0.0);
    assert_eq!(share("Bridge closed", ""), 0.0);
}

#[test]
fn the_most_alike_come_first_and_the_same_before_all() {
    let text = story(7, 60);
    let texts = [
        story(8, 60),
        text.replace('.', "!"),
        text[..text.len() * 3 / 4].to_owned(),
        text.clone(),
        text[..text.len() / 10].to_owned(),
    ];
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
    let library = texts.iter().zip(&sketches).enumerate().map(|(nth, (text, sketch))| Known {
        article: ArticleId::from_u128(nth as u128),
        hash: TextHash::of(text),
        sketch,
    });
    let found = duplicates(TextHash::of(&text), &sketches[3], library);
    let order: Vec<u128> = found.iter().map(|it| it.article.as_u128()).collect();
    assert_eq!(order, [3, 1, 2]);
    assert_eq!(found[0].likeness.to_string(), "same text");
    assert_eq!(found[1].likeness, Likeness::SameStory(1.0));
    assert_eq!(found[1].likeness.to_string(), "the same story again (0.99)");
}

#[test]
fn a_thousand_articles_are_compared_at_once() {
    let sketches: Vec<Sketch> = (0..1_000).map(|seed| Sketch::of(&story(seed, 60))).collect();
    let new = Sketch::of(&story(500, 66));
    let alike = within(Duration::from_millis(100), "a thousand comparisons", || {
        sketches.iter().map(|it| it.resemblance(&new)).collect::<Vec<f64>>()
    });
    assert_eq!(alike.iter().filter(|share| **share > SAME_STORY).count(), 1);
}

proptest! {
    #[test]
    fn a_sketch_is_close_to_the_truth(seed in 0_u64..1_000, n in 10_u64..200, n_same in 0_u64..200) {
        let text = story(seed, n);
        let other = story(seed, n_same.min(n)) + &story(seed + 1_000, n - n_same.min(n));
        let (share, exact) = (share(&text, &other), exact_share(&text, &other));
        prop_assert!((share - exact).abs() < 0.15, "{share} {exact}");
    }

    #[test]
    fn short_texts_are_compared_exactly(one in article_text(), other in article_text()) {
        prop_assert_eq!(share(&one, &other), exact_share(&one, &other));
        prop_assert_eq!(share(&one, &other), share(&other, &one));
        prop_assert!(share(&one, &one) == 1.0 || shingles(&one).is_empty());
    }
}
