//! The words of schedules in five languages, lower case and without accents. Words that mean different things in two
//! of the languages are left out, or become tokens that are settled by what stands beside them.

use super::token::{DayWord, Half, Part, Token};
use crate::clean::day::named;
use crate::clean::is_one_of;
use crate::clean::language::language;
use crate::schedule::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};

/// What a word stands for; `Some(None)` for one that says nothing.
pub(super) fn word(word: &str) -> Option<Option<Token>> {
    let token = match word {
        "am" => Token::AmOrOn,
        "pm" | "p" => Token::Half(Half::Pm),
        "noon" | "midday" | "mediodia" | "midi" | "mittag" | "mittags" | "meio-dia" => Token::Noon,
        "midnight" | "medianoche" | "minuit" | "mitternacht" | "meia-noite" => Token::Midnight,
        "a" | "as" => Token::ToOrAt,
        "et" => Token::EtOrZone,
        "and" | "und" | "y" | "e" => Token::And,
        _ if is_one_of("to til till until through thru bis hasta au ate jusqu'a jusqu'au", word) => Token::To,
        _ if is_one_of("uhr h hs", word) => Token::Uhr,
        _ if is_one_of("hour hours hr hrs hora horas heure heures stunde stunden", word) => Token::HourWord,
        _ if is_one_of("min mins minute minutes minuten minuto minutos", word) => Token::MinuteWord,
        _ if is_one_of(EVERY, word) => Token::Every,
        _ if is_one_of(SILENT, word) => return Some(None),
        _ => match ordinal(word) {
            Some(number) => Token::Ordinal(number),
            None => Token::Day(day(word)?),
        },
    };
    Some(Some(token))
}

const EVERY: &str = "every each cada todos todas todo toda chaque tous toutes jeden jede jedes jeder";

/// Words that change nothing. Never `no`, `not`, `or` and the like, and nothing that is short for a day somewhere.
const SILENT: &str = "the on at from of in only meeting meetings meets held starts start starting begins beginning \
    time times day days for de del du des das der den dem la las el los le les um von ab im desde \
    reunion reuniones reunions reuniao reunioes treffen jeweils immer os aos nos o'clock";

fn ordinal(word: &str) -> Option<i8> {
    const NUMBERS: [(i8, &str); 6] = [
        (1, "first primer primero primera premier premiere erster erste ersten erstes primeiro primeira"),
        (2, "second segundo deuxieme seconde zweiter zweite zweiten zweites"),
        (3, "third tercer tercero tercera troisieme dritter dritte dritten drittes terceiro terceira"),
        (4, "fourth forth cuarto cuarta quatrieme vierter vierte vierten viertes quarto"),
        (5, "fifth quinto cinquieme funfter funfte funften funftes"),
        (-1, "last ultimo ultima dernier derniere letzter letzte letzten letztes"),
    ];
    NUMBERS.iter().find(|(_, words)| is_one_of(words, word)).map(|(number, _)| *number)
}

/// Words that name a day and also something that stands in many a sentence.
const NOT_DAYS: &str = "die son mit su";

fn day(word: &str) -> Option<DayWord> {
    let day = named(word).filter(|_| !is_one_of(NOT_DAYS, word))?;
    let shaky = is_one_of("segunda segundas quarta quartas quinta quintas", word);
    Some(DayWord { day, short: word.chars().count() <= 2 && word.is_ascii(), shaky })
}

/// The day of a Portuguese number before `feira`.
pub(super) fn feira(number: u16) -> Option<Weekday> {
    [Mon, Tue, Wed, Thu, Fri].get(usize::from(number).checked_sub(2)?).copied()
}

const DAILY: &[Weekday] = &Weekday::ALL;
const WEEKDAYS: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri];
const WEEKEND: &[Weekday] = &[Sat, Sun];
const MON_WED_FRI: &[Weekday] = &[Mon, Wed, Fri];

/// What several words together stand for.
#[derive(Clone, Copy)]
pub(super) enum Phrase {
    Days(&'static [Weekday]),
    Is(Plain),
    Part(Part),
    Half(Half),
    Silent,
}

/// Tokens without a value.
#[derive(Clone, Copy)]
pub(super) enum Plain {
    EveryOther,
    Month,
    Weekly,
    Noon,
    Midnight,
}

/// The phrases, divided by bars; where one begins like another, the longer is taken.
pub(super) const PHRASES: &[(Phrase, &str)] = &[
    (
        Phrase::Days(DAILY),
        "daily|every day|each day|everyday|7 days a week|7 days|seven days a week|all week|\
         todos los dias|cada dia|a diario|diario|diariamente|tous les jours|chaque jour|quotidien|\
         jeden tag|taglich|todos os dias|every single day",
    ),
    (
        Phrase::Days(WEEKDAYS),
        "weekdays|every weekday|each weekday|weekday|entre semana|dias laborables|dias de semana|\
         en semaine|dias uteis|m-f|m - f",
    ),
    (
        Phrase::Days(WEEKEND),
        "weekends|weekend|week-ends|week-end|fines de semana|fin de semana|finais de semana|\
         fins de semana|fim de semana|wochenende|wochenenden",
    ),
    (Phrase::Days(MON_WED_FRI), "m/w/f|mwf|m, w, f|m-w-f"),
    (
        Phrase::Is(Plain::EveryOther),
        "every other week on|every other week|every other|every second week|every two weeks|\
         every 2 weeks|every 2nd week|alternate weeks|alternating weeks|alternate|alternating|\
         fortnightly|every fortnight|biweekly|bi-weekly|cada dos semanas|cada 2 semanas|cada 15 dias|\
         cada quince dias|quincenal|quincenalmente|toutes les deux semaines|toutes les 2 semaines|\
         tous les quinze jours|tous les 15 jours|une semaine sur deux|alle zwei wochen|alle 2 wochen|\
         zweiwochentlich|14-tagig|14 tagig|14tagig|vierzehntagig|jede zweite woche|quinzenal|\
         quinzenalmente|a cada duas semanas|a cada 2 semanas|a cada 15 dias|a cada quinze dias",
    ),
    (
        Phrase::Is(Plain::Month),
        "of the month|of each month|of every month|of month|in the month|in each month|in every month|\
         each month|every month|per month|monthly|del mes|de cada mes|de mes|cada mes|al mes|du mois|\
         de chaque mois|chaque mois|im monat|in jedem monat|des monats|eines jeden monats|jedes monats|\
         jeden monats|jeden monat|monatlich|do mes|a cada mes|todo mes",
    ),
    (
        Phrase::Is(Plain::Weekly),
        "weekly|every week|each week|once a week|semanal|semanalmente|cada semana|todas las semanas|\
         todas as semanas|toda semana|hebdomadaire|chaque semaine|toutes les semaines|wochentlich|\
         jede woche",
    ),
    (Phrase::Is(Plain::Noon), "12 noon|12noon|12n|12:00 noon|12:00 n|meio-dia|meio dia|mittags"),
    (Phrase::Is(Plain::Midnight), "12 midnight|12midnight|12:00 midnight|meia-noite|meia noite|media noche"),
    (
        Phrase::Part(Part::Morning),
        "in the morning|morning|mornings|de la manana|por la manana|du matin|matin|morgens|vormittags|\
         vormittag|da manha|de manha|pela manha|manha",
    ),
    (
        Phrase::Part(Part::Afternoon),
        "in the afternoon|afternoon|afternoons|de la tarde|por la tarde|de l'apres-midi|apres-midi|\
         nachmittags|nachmittag|da tarde|de tarde|pela tarde",
    ),
    (Phrase::Part(Part::Evening), "in the evening|evening|evenings|du soir|soir|abends|abend"),
    (Phrase::Part(Part::Night), "at night|night|nights|de la noche|por la noche|da noite|de noite|noite"),
    (Phrase::Half(Half::Am), "a.m.|a.m|a. m.|am."),
    (Phrase::Half(Half::Pm), "p.m.|p.m|p. m.|pm.|p."),
    (
        Phrase::Silent,
        "we meet|local time|hora local|heure locale|ortszeit|a partir de las|a partir das|a partir de|\
         a partir",
    ),
];

/// Words that may stand in brackets without saying anything about when.
const HARMLESS: &str = "online zoom virtual hybrid phone telephone in person in-person face to open closed discussion \
    speaker step steps study beginners beginner newcomers newcomer women womens women's men mens men's lgbtq lgbtq+ \
    only and or via by on teams skype";

/// Whether a text in brackets can be left aside.
pub(super) fn is_harmless(text: &str) -> bool {
    let mut words = text.split([' ', ',', ';', '/', '&']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| is_one_of(HARMLESS, word) || word.len() > 3 && language(word).is_some())
}
