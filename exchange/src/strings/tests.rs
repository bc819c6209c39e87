//! What is said about files, in both languages.

use onrecord_core::formats::document;
use onrecord_core::transfer::{Found, convert, list_losses, read_file};

use super::{ENGLISH, FRENCH, Strings};

/// All that is said about the file when it is read.
fn said(name: &str, bytes: &[u8], strings: &Strings) -> Vec<String> {
    match read_file(name, bytes) {
        Err(error) => vec![(strings.read_error)(&error)],
        Ok(Found::Documents(read)) => {
            let notes = read.notes.iter().map(strings.recognised);
            notes.chain(read.imported.problems.iter().map(strings.problem)).collect()
        }
        Ok(Found::Annotations { imported, .. }) => {
            let unit = imported.unit.iter().map(strings.unit);
            unit.chain(imported.problems.iter().map(strings.problem)).collect()
        }
        Ok(Found::Backup(_)) => panic!("it is no backup"),
    }
}

#[track_caller]
fn check(name: &str, bytes: &[u8], english: &[&str], french: &[&str]) {
    assert_eq!(said(name, bytes, &ENGLISH), english);
    let said: Vec<String> = said(name, bytes, &FRENCH)
        .iter()
        .map(|it| it.replace(['\u{a0}', '\u{202f}'], " "))
        .collect();
    assert_eq!(said, french);
}

#[test]
fn what_is_recognised_in_documents_is_said() {
    check(
        "a.txt",
        "date 2026-01-07 “We go on,” he said.\n\n- milk\n- \"butter\"\n\nRead more: A crane"
            .as_bytes(),
        &[
            "Plain text · 15 words · 3 paragraphs · dated 2026-01-07 · 1 line of the page, shown quietly · 2 list items \
          · both straight and curly quotation marks",
        ],
        &[
            "Texte brut · 15 mots · 3 paragraphes · daté du 2026-01-07 · 1 ligne propre à la page, affichée discrètement · \
          2 éléments de liste · guillemets droits et guillemets courbes mêlés",
        ],
    );
    check(
        "a.jsonl",
        b"{\"text\": \"Nobody left.\"}\n{\"a\": 1}\n{\"text\"",
        &[
            "JSON lines · 2 words · 1 paragraph",
            "a.jsonl: entry 2: has no field that holds a text; it was left out",
            "a.jsonl: entry 3: is damaged: EOF while parsing an object at line 1 column 7; it was left out",
        ],
        &[
            "Lignes JSON · 2 mots · 1 paragraphe",
            "a.jsonl : entrée 2 : n’a aucun champ qui contienne un texte ; cela a été laissé de côté",
            "a.jsonl : entrée 3 : est endommagé ; cela a été laissé de côté",
        ],
    );
}

#[test]
fn why_a_file_is_not_read_is_said() {
    check(
        "a.pdf",
        b"%PDF-1.7 and so on",
        &["a.pdf is a PDF; open it, copy the article's text and paste it"],
        &["a.pdf est un PDF ; ouvrez-le, copiez le texte de l’article et collez-le"],
    );
    check(
        "a.json",
        b"{\"format\": \"onrecord\", \"version\": 1",
        &[
            "a.json is damaged at line 1, column 35: EOF while parsing an object; nothing was read, so try another copy of the file",
        ],
        &[
            "a.json est endommagé à la ligne 1, colonne 35 ; rien n’a été lu, essayez une autre copie du fichier",
        ],
    );
    let error = document::read_pasted(" ", None).expect_err("it is blank");
    let french = (FRENCH.read_error)(&error).replace('\u{a0}', " ");
    assert_eq!(french, "Le texte collé est vide : il n’y a pas de texte dedans");
}

#[test]
fn what_does_not_fit_a_text_is_said() {
    check(
        "a.jsonl",
        b"{\"text\": \"He said no.\", \"label\": [[8, 10, \"quote\"], [3, 70, \"claim\"]]}",
        &[
            "Unicode code points, as this format counts; no quotes to prove it",
            "a.jsonl: line 1, label[1]: a range ends at 70, and the text has only 11 Unicode code points; it was left out",
        ],
        &[
            "points de code Unicode, selon l’usage de ce format ; aucune citation ne permet de le vérifier",
            "a.jsonl : ligne 1, label[1] : un passage finit à la position 70, et la longueur du texte est de 11 (points de \
             code Unicode) ; cela a été laissé de côté",
        ],
    );
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let json = include_str!("../../../core/tests/golden/native-v1.json");
    let losses = list_losses("doccano", json).expect("they are listed");
    let said: Vec<String> = losses.iter().map(FRENCH.loss).collect();
    let english: Vec<String> = losses.iter().map(ENGLISH.loss).collect();
    assert!(!losses.is_empty() && said.iter().zip(&english).all(|(one, other)| one != other));
    let error = convert("csv", "{", "a", false).expect_err("it is damaged");
    assert!(
        (FRENCH.not_converted)(&error).starts_with("Le fichier de la bibliothèque est endommagé")
    );
}
