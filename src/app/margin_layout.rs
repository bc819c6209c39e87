//! Where the cards in the margin stand: level with their highlights, and never over each other.

/// Pixels between two cards.
const GAP: f64 = 6.0;

/// A card that wants a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Where its highlight begins, in pixels from the top of the margin.
    pub top: f64,
    /// Its height in pixels.
    pub height: f64,
}

/// The top of each card, in the order given, which is that of their highlights.
///
/// The card at `anchor` stands exactly level; the ones above it give way upwards, the ones below
/// downwards. Without an anchor all give way downwards. Linear in the number of cards.
pub fn place_cards(wishes: &[Wish], anchor: Option<usize>) -> Vec<f64> {
    let anchor = anchor.filter(|anchor| *anchor < wishes.len());
    let mut tops = vec![0.0; wishes.len()];
    let first = anchor.unwrap_or(0);
    let mut free_from = f64::NEG_INFINITY;
    for (position, wish) in wishes.iter().enumerate().skip(first) {
        tops[position] = wish.top.max(free_from);
        free_from = tops[position] + wish.height + GAP;
    }
    let Some(anchor) = anchor else { return tops };
    let mut free_until = tops[anchor] - GAP;
    for (position, wish) in wishes.iter().enumerate().take(anchor).rev() {
        tops[position] = wish.top.min(free_until - wish.height);
        free_until = tops[position] - GAP;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tops: &[f64], anchor: Option<usize>, expected: &[f64]) {
        let wishes: Vec<Wish> = tops.iter().map(|top| Wish { top: *top, height: 10.0 }).collect();
        assert_eq!(place_cards(&wishes, anchor), expected);
    }

    #[test]
    fn cards_with_room_stand_level() {
        check(&[0.0, 50.0, 90.0], None, &[0.0, 50.0, 90.0]);
    }

    #[test]
    fn crowded_cards_give_way_downwards() {
        check(&[0.0, 4.0, 8.0], None, &[0.0, 16.0, 32.0]);
    }

    #[test]
    fn the_chosen_card_stands_level_and_others_give_way() {
        check(&[0.0, 4.0, 8.0], Some(1), &[-12.0, 4.0, 20.0]);
        check(&[0.0, 4.0, 8.0], Some(9), &[0.0, 16.0, 32.0]);
    }
}
