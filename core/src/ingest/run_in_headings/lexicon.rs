//! The English words that the finder of run-in headings knows.
//!
//! These are closed classes (pronouns, prepositions, auxiliaries) and the verbs that news
//! reports use most; topics, people and places have no part in it.

/// Whether `list` has `word`, which is in small letters.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.contains(&word)
}

/// Words that begin a question or a clause in its place.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "what", "how", "why", "who", "where", "when", "which", "whose", "whom",
];

/// Verbs that begin a question.
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "will", "would", "can", "could", "do", "does", "did", "has",
    "have", "had", "should", "may", "might", "must",
];

/// What is written with a full stop before a name.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "gov", "sen", "rep", "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "capt", "sgt",
    "rev", "hon", "st", "jr", "sr", "no", "vs",
];

/// Forms of "be".
pub(super) const COPULAS: &[&str] = &[
    "is", "are", "was", "were",
];

/// Whoever is spoken to.
pub(super) const SECOND_PERSON: &[&str] = &[
    "you", "your", "yours", "yourself", "yourselves",
];

/// How answers begin in columns and interviews, and paragraphs under a heading do not.
pub(super) const ANSWERS: &[&str] = &[
    "i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "my", "me", "our", "you", "your",
    "yes", "no", "nothing", "nobody", "none", "never", "not", "neither", "because", "that",
    "that's", "this", "these", "those", "it", "it's", "everything", "everyone", "everybody",
    "someone", "somebody", "something", "anything", "perhaps", "maybe", "probably", "possibly",
    "certainly", "hardly", "sure", "well", "oh", "so", "and", "but", "or", "to", "once", "often",
    "sometimes", "slowly", "quickly", "simply", "simple", "easy", "easily", "partly", "ask",
    "look", "take", "consider", "think", "remember", "who", "what", "why", "how", "where", "when",
    "absolutely", "definitely", "exactly", "thank", "thanks", "even", "quite", "very", "too",
    "just", "like", "by", "depends", "enough", "more", "less", "plenty", "people",
];

/// Words that are small inside a sentence and often begin one.
pub(super) const SENTENCE_STARTS: &[&str] = &[
    // Determiners and quantifiers.
    "the", "a", "an", "this", "that", "these", "those", "some", "any", "many", "most", "several",
    "all", "both", "each", "every", "no", "few", "much", "more", "less", "fewer", "another",
    "other", "others", "such", "half", "neither", "either", "none", "his", "her", "its", "their",
    "our", "my", "your", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "dozens", "hundreds", "thousands", "millions",
    // Pronouns.
    "he", "she", "it", "they", "we", "you", "there", "here", "anyone", "everyone", "nobody",
    "someone", "everybody", "somebody", "anybody", "nothing", "something", "everything", "those",
    "who", "what", "which",
    // Prepositions.
    "in", "on", "at", "by", "for", "from", "with", "without", "within", "to", "of", "under",
    "over", "after", "before", "during", "since", "until", "through", "throughout", "between",
    "among", "against", "despite", "following", "according", "across", "around", "about", "above",
    "along", "alongside", "amid", "as", "behind", "below", "beneath", "beside", "besides",
    "beyond", "like", "unlike", "near", "outside", "inside", "per", "towards", "toward", "up",
    "down", "upon", "given", "based", "compared", "instead",
    // Conjunctions.
    "and", "but", "or", "nor", "if", "when", "while", "whereas", "although", "though", "because",
    "unless", "once", "whether", "whenever", "wherever", "how", "why", "where", "so", "yet",
    "than",
    // Adverbs.
    "however", "meanwhile", "earlier", "later", "now", "then", "today", "yesterday", "tomorrow",
    "last", "next", "still", "also", "even", "only", "just", "not", "never", "until", "already",
    "again", "perhaps", "moreover", "nevertheless", "nonetheless", "therefore", "thus", "hence",
    "separately", "additionally", "furthermore", "elsewhere", "recently", "previously",
    "currently", "initially", "eventually", "finally", "first", "second", "third", "overall",
    "so", "too", "almost", "nearly", "about", "roughly", "usually", "often", "sometimes",
    "historically", "traditionally", "officially", "privately", "publicly", "critically",
    // Adjectives before nouns.
    "former", "neighbouring", "neighboring", "local", "incoming", "outgoing", "fellow", "early",
    "initial", "recent", "new", "similar", "further", "additional", "various", "certain",
];

/// Adjectives that begin a sentence before a name: "Neighbouring Brenn has …".
pub(super) const BEFORE_NAMES: &[&str] = &[
    "former", "neighbouring", "neighboring", "incoming", "outgoing", "fellow",
];

/// Words that may begin a noun phrase although sentences begin with them too.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "no", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "another", "more", "new", "early", "first", "second", "third", "last", "next",
    "half", "dozens", "hundreds", "thousands", "millions", "its", "their", "his", "her", "local",
    "recent", "few", "many", "fewer", "less", "most", "some", "all",
];

/// Prepositions, after which a name cannot begin a sentence.
pub(super) const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "by", "for", "from", "with", "without", "within", "to", "of", "under",
    "over", "after", "before", "during", "since", "until", "through", "between", "among",
    "against", "despite", "across", "around", "about", "above", "along", "amid", "behind",
    "below", "beyond", "near", "outside", "inside", "per", "towards", "toward", "into", "onto",
    "off", "via", "than", "like",
];

/// Words after which a phrase is not complete.
pub(super) const DANGLING: &[&str] = &[
    "in", "on", "at", "by", "for", "from", "with", "without", "within", "to", "of", "under",
    "over", "after", "before", "during", "since", "until", "through", "between", "among",
    "against", "despite", "across", "around", "about", "above", "along", "amid", "behind",
    "below", "beyond", "near", "outside", "inside", "per", "towards", "toward", "into", "onto",
    "off", "via", "than", "like", "as", "and", "or", "but", "nor", "the", "a", "an", "this",
    "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "whose", "which",
    "who", "whom", "what", "how", "why", "where", "when", "while", "if", "whether", "because",
    "although", "though", "every", "each", "no", "some", "any", "both", "either", "neither",
    "not", "very", "mr", "mrs", "ms", "dr", "sir", "st", "saint", "president", "minister",
    "chancellor", "senator", "judge", "professor", "king", "queen", "prince", "princess", "pope",
    "general", "captain",
];

/// Prepositions that may close a clause: "What the deal is for", "What comes after".
pub(super) const PARTICLES: &[&str] = &[
    "about", "for", "after", "on", "in", "to", "off", "over", "through", "from", "with",
    "against", "before", "behind", "around", "under", "like", "that", "this", "of", "at",
];

/// Verbs that are followed by what something is called.
pub(super) const NAMING_VERBS: &[&str] = &[
    "call", "calls", "called", "calling", "name", "names", "named", "dub", "dubs", "dubbed",
];

/// Verbs that take two objects, so that a name may follow although "what" is one already.
pub(super) const GIVING_VERBS: &[&str] = &[
    "tell", "tells", "told", "telling", "give", "gives", "gave", "given", "giving", "offer",
    "offers", "offered", "offering", "promise", "promises", "promised", "promising", "send",
    "sends", "sent", "sending", "owe", "owes", "owed", "owing", "ask", "asks", "asked", "show",
    "shows", "showed", "shown", "showing", "teach", "teaches", "taught", "cost", "costs",
    "costing", "pay", "pays", "paid", "paying", "bring", "brings", "brought", "bringing", "make",
    "makes", "made", "making", "let", "lets", "sell", "sells", "sold", "selling", "lend", "lends",
    "lent", "lending", "grant", "grants", "granted", "granting", "left", "leaves", "leaving",
    "did", "does", "do", "done", "doing",
];

/// Verbs and adverbs after which a clause is complete.
pub(super) const INTRANSITIVES: &[&str] = &[
    "happened", "happens", "reacted", "reacting", "responded", "responding", "unfolded",
    "unfolds", "works", "worked", "matters", "mattered", "began", "begins", "ended", "stands",
    "stand", "differ", "differs", "next", "far", "now", "ahead", "again", "today", "instead",
    "together", "apart", "too", "here", "there", "anyway", "afterwards", "later", "wrong",
    "right", "happening", "coming", "emerged", "died", "failed", "collapsed", "fell", "rose",
];

/// Verbs after which "what" lacks nothing more.
pub(super) const CLOSING_WORDS: &[&str] = &[
    "say", "says", "said", "saying", "think", "thinks", "thinking", "know", "knows", "known",
    "mean", "means", "changed", "changes", "unclear", "needed", "expect", "expects",
];

/// What a noun phrase cannot hold: words that begin a clause.
pub(super) const NOT_IN_PHRASES: &[&str] = &[
    "who", "which", "that", "whom", "whose", "he", "she", "they", "it", "we", "i", "you",
    "because", "although", "though", "while", "when", "if", "whether", "not", "by",
];

const MONTHS_AND_DAYS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "christmas", "easter", "ramadan",
];

/// Whether `word` names a month, a day or a feast.
pub(super) fn is_time(word: &str) -> bool {
    is_one_of(word, MONTHS_AND_DAYS)
}

const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "will", "would", "can", "cannot", "could", "may",
    "might", "must", "shall", "should", "do", "does", "did", "done", "has", "have", "had",
    "isn't", "aren't", "wasn't", "weren't", "won't", "wouldn't", "can't", "couldn't", "don't",
    "doesn't", "didn't", "hasn't", "haven't", "hadn't", "shouldn't", "said", "says", "say",
    "told", "tells", "tell", "made", "makes", "make", "took", "takes", "take", "gave", "gives",
    "give", "went", "goes", "go", "came", "comes", "come", "saw", "sees", "see", "knew", "knows",
    "know", "got", "gets", "get", "found", "finds", "find", "thought", "thinks", "think",
    "became", "becomes", "become", "left", "leaves", "felt", "feels", "feel", "put", "puts",
    "brought", "brings", "bring", "began", "begins", "begin", "kept", "keeps", "keep", "held",
    "holds", "hold", "wrote", "writes", "write", "stood", "stands", "stand", "heard", "hears",
    "hear", "let", "lets", "meant", "means", "mean", "met", "meets", "meet", "ran", "runs",
    "paid", "pays", "sat", "sits", "spoke", "speaks", "speak", "led", "leads", "grew", "grows",
    "lost", "loses", "fell", "falls", "sent", "sends", "built", "builds", "understood", "drew",
    "draws", "broke", "breaks", "spent", "spends", "cut", "cuts", "rose", "rises", "drove",
    "drives", "bought", "buys", "wore", "wears", "chose", "chooses", "won", "wins", "fought",
    "fights", "sought", "seeks", "sold", "sells", "taught", "teaches", "caught", "catches",
    "threw", "throws", "hit", "hits", "set", "sets", "read", "fear", "fears", "expect", "expects",
    "want", "wants", "hope", "hopes", "believe", "believes", "warn", "warns", "argue", "argues",
    "insist", "insists", "agree", "agrees", "need", "needs", "plan", "plans", "remain", "remains",
    "seem", "seems", "appear", "appears", "accuse", "accuses", "deny", "denies", "demand",
    "demands", "call", "calls", "support", "supports", "oppose", "opposes", "lie", "lies", "owe",
    "owes",
];

/// Whether `word` may be the verb of a sentence: a form in the list, or one that ends in "-ed".
pub(super) fn is_finite(word: &str) -> bool {
    is_one_of(word, VERBS) || (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"))
}

const PEOPLE: &[&str] = &[
    "police", "people", "women", "men", "children", "families", "parents", "ministers",
    "authorities", "doctors", "nurses", "aides", "allies", "critics", "activists", "experts",
    "academics", "economists", "students", "unions", "staff", "crews", "relatives", "friends",
    "villagers", "diplomats", "rebels", "troops", "refugees", "migrants", "colleagues", "members",
];

/// Whether `word` is a plural that reports begin with: "officials", "prosecutors", "critics".
pub(super) fn is_people(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
    "ers", "ors", "ists", "cials", "ants", "dents", "yees", "smen",
];
    is_one_of(word, PEOPLE)
        || (word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending)))
}
