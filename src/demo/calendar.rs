//! Draws the meetings of a sample site from its shares of towns: groups with one to three weekly slots, rooms
//! that several groups use, and now and then something that listings have to get right (midnight, paused
//! rooms, no fixed time).

use jiff::civil::{Time, time};

use super::SampleSite;
use super::kinds::{self, Kind};
use super::meeting::{Meeting, Presence, Slot, Venue};
use super::seed::Seed;
use super::towns::{Country, Language, Town};
use super::words;

/// How many meetings of a town a site lists.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) town: &'static Town,
    /// Meetings with a room.
    pub(super) in_town: u16,
    /// Meetings that exist online only.
    pub(super) online: u16,
}

/// A meeting that is always in a site's list, for tours of the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feature {
    pub(super) town: &'static Town,
    /// 0 is Sunday.
    pub(super) day: u8,
    /// Hour and minute.
    pub(super) start: (i8, i8),
    pub(super) name: &'static str,
    pub(super) kinds: &'static [Kind],
}

/// Starts in a room; repeated ones are commoner.
const STARTS_IN_TOWN: &[Time] = &[
    time(6, 30, 0, 0),
    time(7, 0, 0, 0),
    time(10, 0, 0, 0),
    time(12, 0, 0, 0),
    time(12, 0, 0, 0),
    time(13, 15, 0, 0),
    time(17, 30, 0, 0),
    time(18, 0, 0, 0),
    time(18, 30, 0, 0),
    time(19, 0, 0, 0),
    time(19, 0, 0, 0),
    time(19, 30, 0, 0),
    time(19, 30, 0, 0),
    time(19, 30, 0, 0),
    time(20, 0, 0, 0),
    time(20, 0, 0, 0),
    time(20, 30, 0, 0),
    time(21, 30, 0, 0),
];

/// The meetings of `site` that are its own, in the order in which they were entered.
pub(super) fn meetings(site: &SampleSite) -> Vec<Meeting> {
    let mut drawing = Drawing::new(site);
    for share in site.shares {
        drawing.share(share);
    }
    for feature in site.features {
        drawing.feature(feature);
    }
    drawing.drawn
}

struct Drawing<'a> {
    site: &'a SampleSite,
    seed: Seed,
    drawn: Vec<Meeting>,
    groups: u32,
    venues: u32,
    /// Runs through the week so that every town has something every day.
    day: u8,
}

/// What the meetings of one group have in common.
struct Group {
    number: u32,
    name: String,
    venue: Venue,
    start: Time,
    minutes: u16,
    audience: Option<Kind>,
    room: u32,
}

impl<'a> Drawing<'a> {
    fn new(site: &'a SampleSite) -> Self {
        Self { site, seed: Seed::new(site.id), drawn: Vec::new(), groups: 0, venues: 0, day: 0 }
    }

    fn venue(&mut self, town: &'static Town) -> Venue {
        self.venues += 1;
        Venue::draw(&mut self.seed, town, 300 + self.venues)
    }

    fn share(&mut self, share: &Share) {
        let rooms: Vec<Venue> = (0..share.in_town / 4 + 2).map(|_| self.venue(share.town)).collect();
        let names = self.seed.shuffled(words::group_names(share.town.language));
        let audiences = kinds::audiences_of(self.site.fellowship);
        let total = share.in_town + share.online;
        let mut done = 0;
        for turn in 0_usize.. {
            if done == total {
                break;
            }
            let is_online = done >= share.in_town;
            let left = if is_online { total - done } else { share.in_town - done };
            let venue = self.seed.pick(&rooms).clone();
            let audience = audiences[turn % audiences.len()];
            let base = names[turn % names.len()];
            let place =
                if is_online { "Online".to_owned() } else { district_of(share.town, venue.district.name) };
            let again = if turn < names.len() { "" } else { venue.district.name };
            let group = Group {
                number: self.next_group(),
                name: group_name(self.site.fellowship, &[base, again], &place, audience, share.town.language),
                venue,
                start: self.start(is_online),
                minutes: *self.seed.pick(&[60, 60, 60, 75, 90]),
                audience,
                room: self.seed.below(1_000_000),
            };
            let slots = left.min(*self.seed.pick(&[1, 1, 2, 3]));
            for _ in 0..slots {
                self.meeting(share.town, &group, is_online);
            }
            done += slots;
        }
    }

    fn next_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    /// Online groups meet at any hour, those in rooms when people are about.
    fn start(&mut self, is_online: bool) -> Time {
        if !is_online {
            return *self.seed.pick(STARTS_IN_TOWN);
        }
        let hour = i8::try_from(self.seed.below(24)).expect("an hour fits an i8");
        time(hour, *self.seed.pick(&[0, 30]), 0, 0)
    }

    fn meeting(&mut self, town: &'static Town, group: &Group, is_online: bool) {
        let index = self.drawn.len();
        let presence = self.presence(index, is_online);
        self.day = (self.day + 2 + u8::from(self.seed.chance(40))) % 7;
        let slot = Slot { day: self.day, start: group.start, minutes: group.minutes };
        let slot = match index {
            _ if index % 43 == 31 && self.site.format == "tsml" => None,
            _ if index % 37 == 19 => Some(Slot { start: time(23, 0, 0, 0), minutes: 90, ..slot }),
            _ if index % 53 == 29 => Some(Slot { start: Time::midnight(), ..slot }),
            _ => Some(slot),
        };
        let kinds = self.kinds(town, group.audience, presence);
        let notes = words::notes(town.language);
        let joining = words::joining_notes(town.language);
        let meeting = Meeting {
            number: self.next_number(),
            group: group.number,
            name: group.name.clone(),
            slot,
            town,
            venue: group.venue.clone(),
            presence,
            kinds,
            note: (index % 3 == 1).then(|| notes[index / 3 % notes.len()]),
            room: group.room,
            joining_note: presence.has_link().then(|| joining[index % joining.len()]),
            changed_day: self.seed.below(600),
        };
        self.drawn.push(meeting);
    }

    fn feature(&mut self, feature: &Feature) {
        let (hour, minute) = feature.start;
        let meeting = Meeting {
            number: self.next_number(),
            group: self.next_group(),
            name: feature.name.to_owned(),
            slot: Some(Slot { day: feature.day, start: time(hour, minute, 0, 0), minutes: 60 }),
            town: feature.town,
            venue: self.venue(feature.town),
            presence: Presence::InPerson,
            kinds: feature.kinds.to_vec(),
            note: None,
            room: 0,
            joining_note: None,
            changed_day: self.seed.below(600),
        };
        self.drawn.push(meeting);
    }

    fn next_number(&mut self) -> u32 {
        let last = self.drawn.last().map_or(1200, |meeting| meeting.number);
        last + 1 + self.seed.below(9)
    }

    fn presence(&mut self, index: usize, is_online: bool) -> Presence {
        match index {
            _ if is_online => Presence::Online,
            _ if index % 29 == 13 => Presence::Paused,
            _ if index % 41 == 23 => Presence::Dormant,
            _ if index % 47 == 17 => Presence::OnlineMeanwhile,
            _ if self.seed.chance(14) => Presence::Hybrid,
            _ => Presence::InPerson,
        }
    }

    fn kinds(&mut self, town: &'static Town, audience: Option<Kind>, presence: Presence) -> Vec<Kind> {
        let percent_open = match (self.site.fellowship, audience) {
            ("smart" | "sos", Some(_)) => 60,
            ("smart" | "sos", None) => 95,
            (_, Some(_)) => 35,
            (_, None) => 70,
        };
        let openness = if self.seed.chance(percent_open) { Kind::Open } else { Kind::Closed };
        let mut kinds = vec![openness];
        kinds.extend(audience);
        if self.seed.chance(75) {
            let format = *self.seed.pick(kinds::formats_of(self.site.fellowship));
            let repeats = kinds.contains(&format);
            kinds.extend((!repeats).then_some(format));
        }
        let in_room = presence.has_room();
        let english_speaking = town.language == Language::En;
        let rare = [
            (Kind::Wheelchair, if in_room { 38 } else { 0 }),
            (Kind::ChildFriendly, if in_room { 8 } else { 0 }),
            (Kind::FragranceFree, if in_room { 4 } else { 0 }),
            (Kind::Outdoor, if in_room { 3 } else { 0 }),
            (Kind::SignLanguage, if town.country == Country::Us { 5 } else { 0 }),
            (Kind::Spanish, if town.country == Country::Us { 7 } else { 0 }),
            (Kind::English, if english_speaking { 0 } else { 16 }),
            (Kind::German, if town.language == Language::De { 30 } else { 0 }),
            (Kind::DualDiagnosis, if self.site.fellowship == "dra" { 100 } else { 2 }),
        ];
        for (kind, percent) in rare {
            if self.seed.chance(percent) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

/// `Leeds City Centre`, but `Downtown Oakland` and not `Oakland Downtown Oakland`.
fn district_of(town: &Town, district: &str) -> String {
    if district.contains(town.name) { district.to_owned() } else { format!("{} {district}", town.name) }
}

/// A name such as `Clean Slate – Women` or `SMART Recovery Leeds City Centre – Family & Friends`.
fn group_name(
    fellowship: &str,
    base: &[&str; 2],
    place: &str,
    audience: Option<Kind>,
    language: Language,
) -> String {
    let base = base.join(" ");
    let title = words::title(fellowship, base.trim_end(), place);
    match (audience, words::audience_word(audience, language)) {
        (Some(Kind::Teens), _) => title.replace("Al-Anon Family Group", "Alateen"),
        (_, Some(word)) => format!("{title} – {word}"),
        _ => title,
    }
}
