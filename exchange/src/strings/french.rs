//! French.

mod documents;
mod losses;
mod passages;
pub mod phrases;
mod problems;

use onrecord_core::anchor::Outcome;
use onrecord_core::model::{BlockKind, LinkKind, Progress};
use onrecord_core::text::isolated;

use super::{Strings, bare};
use crate::library::Order;

/// The module in French.
pub static FRENCH: Strings = Strings {
    add_articles: "Ajouter des articles",
    article_text: "Texte de l’article",
    article_title: "Titre",
    title_suggested: "Laissez vide pour le prendre du texte",
    choose_files: "Choisir des fichiers",
    add: "Ajouter",
    cancel: "Abandonner",
    not_saved: "Rien n’est encore enregistré. Enregistrez, ou appuyez de nouveau sur Échap pour tout laisser tel quel.",
    nothing_to_add: "Collez un texte ou choisissez des fichiers",
    reading_files: |n, n_files| format!("Lecture des fichiers\u{a0}: {n} sur {n_files}"),
    stop: "Arrêter",
    leave_out: |title| format!("Laisser de côté {title}"),
    n_ready: |(n_articles, n_annotations)| {
        let articles = counted(n_articles, "article");
        match n_annotations {
            0 => format!("{articles} à ajouter"),
            n => format!("{articles} et {} à ajouter", counted(n, "annotation")),
        }
    },
    to_be_added: "À ajouter",
    already_in_library: |title| {
        let title = isolated(title);
        format!("Ce texte est déjà dans la bibliothèque, sous le titre «\u{a0}{title}\u{a0}»")
    },
    same_story: |title, percent| {
        let title = isolated(title);
        format!(
            "Une grande partie de ce texte ({percent}\u{a0}%) se trouve déjà dans «\u{a0}{title}\u{a0}». Si c’est une \
             version plus récente, ouvrez cet article et choisissez «\u{a0}Version plus récente\u{a0}»"
        )
    },
    unreadable: |file| format!("{file} n’a pas pu être lu du disque"),
    stopped: |file| {
        format!(
            "{file} n’a pas pu être lu\u{a0}: la partie de la page qui lit les fichiers s’est arrêtée dessus"
        )
    },
    losses_of: |format| format!("Ce que {format} ne peut pas contenir"),
    losses_why: "Rien ne change ici\u{a0}; voici ce qui manquera au fichier\u{a0}:",
    losses_each: |n| {
        if n == 1 { "Le seul, par son nom".to_owned() } else { format!("Les {n}, un par un") }
    },
    download: "Télécharger",
    download_with_list: "Télécharger avec cette liste",
    close: "Fermer",
    save: "Enregistrer",
    untitled: "Article sans titre",
    label: "Étiquette",
    all: "Toutes",
    file_facts: |format, n_articles, n_annotations, n_links| {
        let links =
            if n_links == 0 { String::new() } else { format!(" · {}", counted(n_links, "lien")) };
        let articles = counted(n_articles, "article");
        format!("{format} · {articles} · {}{links}", counted(n_annotations, "annotation"))
    },
    counted_in: |unit| format!("Positions comptées en\u{a0}: {unit}"),
    n_more: |n| format!("et {n} de plus"),
    labels: "Étiquettes",
    label_becomes: |label| format!("L’étiquette {label} devient"),
    same_label: "comme ici",
    own_label: "une étiquette à part",
    becomes: |label| format!("devient {label}"),
    misfits: "Ce qui ne va pas avec son texte",
    no_place: "Ses mots ne se trouvent nulle part dans le texte\u{a0}; elle est laissée de côté",
    leave_it_out: "La laisser de côté",
    other_problems: "Autres problèmes",
    newer_version: "Version plus récente",
    newer_version_why: "Collez le texte tel qu’il est maintenant. Tout ce qui est marqué y est recherché, et la version que vous avez reste un article à part.",
    newer_text: "Texte plus récent",
    from_file: "Depuis un fichier",
    compare: "Comparer",
    no_text: "Il n’y a pas de texte dedans",
    same_text: "C’est le texte que l’article a déjà",
    differences: "Différences",
    outcome: |outcome| match outcome {
        Outcome::Same => "inchangé",
        Outcome::Moved => "déplacé",
        Outcome::Edited => "modifié",
        Outcome::Ambiguous => "à décider",
        Outcome::Gone => "disparu",
    },
    nothing_marked: "Rien n’est marqué dans cet article",
    place_of: |quote| format!("Emplacement de {quote}"),
    decide: "Décider où c’est",
    leave_with_older: "Laisser à l’ancienne version",
    undecided: "Dites où se trouve chaque marque qui n’est pas certaine.",
    replace: "Remplacer",
    did_renew: "mettre une version plus récente",
    older_title: |title, day| format!("{title} (jusqu’au {day})"),
    details: "Détails",
    byline: "Signature",
    outlet: "Média",
    address: "Adresse",
    no_address: "Une adresse commence par https:// ou http://",
    published: "Publié",
    no_date: "Ce jour n’existe pas. Une date est une année, un mois ou un jour, comme 2026-01-07, ou des mots",
    language: "Langue",
    no_language: "Une langue se donne par son code, comme en, fr ou pt-BR",
    direction: "Direction",
    direction_of_text: "Comme le dit le texte",
    left_to_right: "De gauche à droite",
    right_to_left: "De droite à gauche",
    did_change_details: "changer les détails",
    blocks: "Blocs",
    blocks_why: "Choisissez ce qu’est chaque bloc. Pour en couper un, cliquez là où la seconde partie commence. Le texte reste tel quel.",
    kind: |kind| match kind {
        BlockKind::Metadata => "Métadonnées",
        BlockKind::Title => "Titre",
        BlockKind::Heading(2) => "Intertitre",
        BlockKind::Heading(_) => "Petit intertitre",
        BlockKind::Paragraph => "Paragraphe",
        BlockKind::ListItem => "Élément de liste",
        BlockKind::BlockQuote => "Bloc de citation",
        BlockKind::Caption => "Légende",
    },
    kind_of_block: |n| format!("Nature du bloc {n}"),
    text_of_block: |n| format!("Texte du bloc {n}"),
    split_here: "Couper ici",
    join_with_next: "Joindre au suivant",
    did_correct_blocks: "corriger les blocs",
    find: "Rechercher",
    find_what: "Rechercher dans l’article",
    hit_of: |n, n_all, has_more| {
        let more = if has_more { " ou plus" } else { "" };
        if n_all == 0 { "Introuvable".to_owned() } else { format!("{n} sur {n_all}{more}") }
    },
    mind_case: "Respecter la casse",
    as_pattern: "Motif",
    previous_hit: "Précédent",
    next_hit: "Suivant",
    mark_hit: "Marquer ce résultat",
    mark_all: "Marquer toutes les occurrences",
    mark_n: |n| format!("Marquer {n}"),
    search_library: "Rechercher dans la bibliothèque",
    find_in_library: "Rechercher dans les titres et les textes",
    order_by: "Ordre",
    order: |order| match order {
        Order::Added => "Les derniers venus d’abord",
        Order::Published => "Les plus récents d’abord",
        Order::Title => "Par titre",
        Order::Outlet => "Par média",
        Order::Marks => "Les plus annotés d’abord",
    },
    progress_is: "Avancement",
    progress: |progress| match progress {
        Progress::New => "nouveau",
        Progress::InWork => "en cours",
        Progress::Done => "terminé",
    },
    has_label: "Avec l’étiquette",
    n_annotations: |n| counted(n, "annotation"),
    n_found: |n, n_shown| {
        let articles = counted(n, "article");
        if n > n_shown {
            format!("{articles}\u{a0}; les {n_shown} premiers sont montrés")
        } else {
            articles
        }
    },
    links: "Liens",
    no_links: "Elle n’a pas encore de lien.",
    not_here: "Une annotation qui n’est pas dans cette bibliothèque",
    relation: |relation| match (&relation.kind, relation.is_passive) {
        (LinkKind::Supports, false) => "appuie",
        (LinkKind::Supports, true) => "est appuyée par",
        (LinkKind::Attacks, false) => "attaque",
        (LinkKind::Attacks, true) => "est attaquée par",
        (LinkKind::Repeats, false) => "répète",
        (LinkKind::Repeats, true) => "est répétée par",
        (LinkKind::Contradicts, false) => "contredit",
        (LinkKind::Contradicts, true) => "est contredite par",
        (LinkKind::Fulfils, false) => "réalise",
        (LinkKind::Fulfils, true) => "est réalisée par",
        (LinkKind::SameAs, _) => "est la même que",
        (LinkKind::Other(name), _) => name,
    },
    relation_to: |quote| format!("Ce qu’elle fait à «\u{a0}{}\u{a0}»", isolated(bare(quote))),
    remove_link: |quote| format!("Retirer le lien avec «\u{a0}{}\u{a0}»", isolated(bare(quote))),
    add_link: "Ajouter un lien",
    relation_of_new: "Ce qu’elle fait à l’autre",
    find_annotation: "Trouver une annotation par ses mots",
    n_annotations_found: |n, n_shown| {
        let annotations = counted(n, "annotation");
        match n > n_shown {
            true => format!("{annotations}\u{a0}; les {n_shown} premières sont montrées"),
            false => annotations,
        }
    },
    did_change_links: "changer les liens",
    unopened: "Les articles n’ont pas pu être réunis",
    read_error: problems::read_error,
    problem: problems::problem,
    problem_kind: problems::problem_kind,
    unit: problems::unit,
    recognised: documents::recognised,
    loss: losses::loss,
    loss_summary: losses::loss_summary,
    not_converted: losses::not_converted,
    reason: passages::reason,
    bad_pattern: passages::bad_pattern,
};

/// So many things of this name; none is singular, as one is.
fn counted(n: usize, name: &str) -> String {
    format!("{n} {name}{}", if n < 2 { "" } else { "s" })
}
