//! The invented words of the synthetic world, by language, from `words.txt`.

use std::collections::HashMap;

const WORDS: &str = include_str!("words.txt");
/// Parts of rare names, in their order.
const SYLLABLES: [&str; 3] = [
    "Al Bar Cor Dal El Fen Gar Hol Im Jor Kel Lim Mar Nor Os Pel Quin Ros Sel Tor Ul Ven Wes Yar Zel Bran Crow Dun \
     Esk Fal Grim Hex Isk Jas Kir Lor Mon Nev Orm Pris",
    "a al an ar da de el en er i ia il in is la le lo ma me mi mo na ne ni no o ol on or ra re ri ro sa se ta te ti \
     to va",
    "beck bury by croft den don dor fell fold garth ham hurst ington ley low mere more nes rick rum shaw stow thorpe \
     wen worth",
];

/// A list of words, the most frequent first.
pub type Words = Vec<&'static str>;

/// The words of one language.
#[derive(Debug, Default)]
pub struct Tongue {
    /// First halves of names.
    pub openings: Words,
    /// Second halves of names.
    pub endings: Words,
    /// What may stand behind a name.
    pub suffixes: Words,
    /// What buildings are.
    pub buildings: Words,
    /// How a street is written around its name, which stands for `*`.
    pub streets: Words,
    /// Sentences of notes; `#` is a number.
    pub notes: Words,
}

/// All words.
#[derive(Debug)]
pub struct Vocabulary {
    tongues: HashMap<&'static str, Tongue>,
    /// Names of towns, streets and buildings.
    pub places: Vec<String>,
    /// Names that hardly two places share, all of them different.
    pub rare: Vec<String>,
}

impl Vocabulary {
    /// Reads the lists.
    pub fn load() -> Self {
        let mut tongues: HashMap<&str, Tongue> = HashMap::new();
        let (mut openings, mut endings) = (Words::new(), Words::new());
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, words)) = line.split_once(" = ") else { continue };
            let words: Words = words.split(" | ").collect();
            let (language, list) = key.split_once(' ').unwrap_or((key, ""));
            match (language, list) {
                ("place", "openings") => openings = words,
                ("place", _) => endings = words,
                _ => *tongues.entry(language).or_default().list(list) = words,
            }
        }
        // diagonally, so that frequent names share neither half with each other all the time
        let count = openings.len() * endings.len();
        let place = |at: usize| {
            let (opening, turn) = (at % openings.len(), at / openings.len());
            format!("{}{}", openings[opening], endings[(opening + turn) % endings.len()])
        };
        Self { tongues, places: (0..count).map(place).collect(), rare: rare_names() }
    }

    /// The words of a language; English where there are none.
    pub fn tongue(&self, language: &str) -> &Tongue {
        &self.tongues[if self.tongues.contains_key(language) { language } else { "en" }]
    }
}

fn rare_names() -> Vec<String> {
    let [first, middle, last] = SYLLABLES.map(|syllables| syllables.split(' ').collect::<Vec<_>>());
    let name = |at: usize| {
        let (opening, rest) = (first[at % first.len()], at / first.len());
        format!("{opening}{}{}", middle[rest % middle.len()], last[rest / middle.len()])
    };
    (0..first.len() * middle.len() * last.len()).map(name).collect()
}

impl Tongue {
    fn list(&mut self, name: &str) -> &mut Words {
        match name {
            "openings" => &mut self.openings,
            "endings" => &mut self.endings,
            "suffixes" => &mut self.suffixes,
            "buildings" => &mut self.buildings,
            "streets" => &mut self.streets,
            _ => &mut self.notes,
        }
    }
}
