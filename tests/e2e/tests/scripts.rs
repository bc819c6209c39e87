//! Ten scripts: marked by mouse and by keys, each in its own direction.

use anyhow::{Context, ensure};
use e2e::{Engine, Journey, journey};

/// A script, its direction, a text with one quotation, the quotation, and words to drag over.
struct Script {
    name: &'static str,
    direction: &'static str,
    text: &'static str,
    quotation: &'static str,
    words: &'static str,
}

const SCRIPTS: [Script; 10] = [
    Script {
        name: "arabic",
        direction: "rtl",
        text: "قمة باريس\n\nقال رئيس الوزراء يوم الثلاثاء إن الاجتماع حقق «تقدماً ممتازاً»، وتعهدت الحكومة بدفع 3.5 مليار يورو قبل عام 2027.",
        quotation: "«تقدماً ممتازاً»",
        words: "وتعهدت الحكومة",
    },
    Script {
        name: "hebrew",
        direction: "rtl",
        text: "ועידת פריז\n\nראש הממשלה אמר ביום שלישי כי הפגישה השיגה ”התקדמות מצוינת”, והממשלה התחייבה לשלם 3.5 מיליארד אירו עד 2027.",
        quotation: "”התקדמות מצוינת”",
        words: "והממשלה התחייבה",
    },
    Script {
        name: "persian",
        direction: "rtl",
        text: "نشست پاریس\n\nنخست‌وزیر روز سه‌شنبه گفت این نشست «پیشرفت عالی» داشته است و دولت تعهد می‌کند ۳٫۵ میلیارد یورو بپردازد.",
        quotation: "«پیشرفت عالی»",
        words: "دولت تعهد",
    },
    Script {
        name: "urdu",
        direction: "rtl",
        text: "پیرس اجلاس\n\nوزیر اعظم نے منگل کو کہا کہ اجلاس میں “بہترین پیش رفت” ہوئی اور حکومت نے 2027 تک ادائیگی کا وعدہ کیا۔",
        quotation: "“بہترین پیش رفت”",
        words: "وعدہ کیا",
    },
    Script {
        name: "chinese",
        direction: "ltr",
        text: "巴黎会议\n\n首相星期二表示，这次会议取得了“极好的进展”，政府承诺在2027年之前支付三十五亿欧元。",
        quotation: "“极好的进展”",
        words: "政府承诺",
    },
    Script {
        name: "japanese",
        direction: "ltr",
        text: "パリ会議\n\n首相は火曜日、会議で「すばらしい進展」があったと述べ、政府は2027年までに35億ユーロを支払うと約束した。",
        quotation: "「すばらしい進展」",
        words: "支払う",
    },
    Script {
        name: "korean",
        direction: "ltr",
        text: "파리 회의\n\n총리는 화요일 회의에서 “훌륭한 진전”이 있었다고 말했고, 정부는 2027년까지 35억 유로를 지급하겠다고 약속했다.",
        quotation: "“훌륭한 진전”",
        words: "35억 유로를",
    },
    Script {
        name: "thai",
        direction: "ltr",
        text: "การประชุมปารีส\n\nนายกรัฐมนตรีกล่าวเมื่อวันอังคารว่าการประชุมมี “ความคืบหน้าที่ยอดเยี่ยม” และรัฐบาลสัญญาว่าจะจ่ายเงินภายในปี 2570",
        quotation: "“ความคืบหน้าที่ยอดเยี่ยม”",
        words: "รัฐบาล",
    },
    Script {
        name: "hindi",
        direction: "ltr",
        text: "पेरिस बैठक\n\nप्रधानमंत्री ने मंगलवार को कहा कि बैठक में “उत्कृष्ट प्रगति” हुई और सरकार ने 2027 तक भुगतान का वादा किया।",
        quotation: "“उत्कृष्ट प्रगति”",
        words: "वादा किया",
    },
    Script {
        name: "mixed",
        direction: "ltr",
        text: "Mixed article\n\nThe minister (הַשָּׂר) said “excellent progress” in Київ, 東京 and القاهرة.\n\nقال Kier Starmer إن NATO مستعدة.",
        quotation: "“excellent progress”",
        words: "said",
    },
];

#[test]
fn ten_scripts_are_marked_by_mouse_and_by_keys() {
    journey("ten_scripts", async |page| {
        page.open().await?;
        // Segmenters of words are the same library in all engines, so the others check three.
        let n_scripts = if page.engine() == Engine::Chromium { SCRIPTS.len() } else { 3 };
        for script in &SCRIPTS[..n_scripts] {
            mark(page, script).await.with_context(|| format!("in {}", script.name))?;
        }
        Ok(())
    });
}

async fn mark(page: &Journey, script: &Script) -> anyhow::Result<()> {
    page.open_add_dialog().await?;
    let fill = "const field = document.querySelector('dialog textarea');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    let _: bool = page.evaluate_with(fill, vec![script.text.into()]).await?;
    page.click("button", "Add").await?;
    page.wait_for("the article to open", async || {
        Ok((page.article_text().await? == script.text).then_some(()))
    })
    .await?;
    page.settle().await?;
    page.select_text(script.words).await?;
    page.press("1").await?;
    expect(page, "claim", script.words).await?;

    page.press("Escape").await?;
    page.click("button", "Mark by keyboard").await?;
    page.press("Control+Home )").await?;
    page.press("2").await?;
    expect(page, "quote", script.quotation).await?;
    let direction: String = page
        .evaluate(
            "const block = document.querySelector('mark[data-label=quote]').closest('[data-block]');
            return getComputedStyle(block).direction",
        )
        .await?;
    ensure!(direction == script.direction, "the block runs {direction}");
    page.settle().await?;
    page.expect_axe_clean().await?;
    page.screenshot(&format!("script-{}", script.name)).await?;
    page.press("Escape Escape").await
}

async fn expect(page: &Journey, label: &str, text: &str) -> anyhow::Result<()> {
    let body = "return [...document.querySelectorAll(`mark[data-label~=${arguments[0]}]`)]
        .map((mark) => mark.textContent).join('')";
    let mut found = String::new();
    let waited = page
        .wait_for(&format!("the {label} “{text}”"), async || {
            found = page.evaluate_with(body, vec![label.into()]).await?;
            Ok((found == text).then_some(()))
        })
        .await;
    waited.with_context(|| format!("“{found}” is marked"))
}
