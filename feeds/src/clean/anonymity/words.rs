//! Words that tell names of people from other words. Lists only; looked up many times a text, so they are sets.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A set of words, none of which is written twice anywhere.
pub(super) type Words = LazyLock<HashSet<&'static str>>;

/// Behind these a colon is enough.
pub(super) static ROLES: Words = LazyLock::new(|| {
    set(
        "contact contacts host hosts co-host cohost hosted chair chairperson chairman chairwoman chaired secretary \
        treasurer gsr igr leader leaders facilitator facilitators facilitated moderator moderators moderated led \
        lead organizer organiser coordinator kontakt kontaktperson contacto contato contatto contacter responsable \
        ansprechpartner ansprechpartnerin gastgeber leitung moderador secretario secretaria secretário secrétaire \
        coordinador coordinadora coordenador animateur animatrice facilitador facilitadora",
    )
});

/// These say whom to reach.
pub(super) static CALLS: Words =
    LazyLock::new(|| set("call text phone email e-mail ask message whatsapp llamar anrufen appeler ligar"));

/// Behind these and `by` stands who does it, never a house.
pub(super) static DONE_BY: Words = LazyLock::new(|| set("led facilitated moderated chaired"));

pub(super) static FILLERS: Words =
    LazyLock::new(|| set("by person for is info information name or with to our"));

/// What follows the one who is asked: `call Jo for the code`.
pub(super) static REASONS: Words =
    LazyLock::new(|| set("for if with to before about when regarding directly first für por para pour"));

pub(super) static NOT_NAMES: Words = LazyLock::new(|| {
    let mut words = set(
        "us the our group groups church office intergroup central area district region hotline \
        helpline help line person info information secretary zoom website web site meeting meetings for if to before \
        study room rooms host chair gsr online members member your you any an this phone text email at on \
        via by first second third saint st service services center centre club building front desk security \
        please new na aa hall house hospital school community committee fellowship baptist lutheran \
        methodist catholic presbyterian episcopal chapel temple library park street avenue road number only \
        open closed book big literature format monday tuesday wednesday thursday friday saturday sunday \
        january february march april may june july august september october november december password \
        passcode facebook whatsapp skype google when then no not and or treatment recovery women men men's \
        women's spanish english toll free local public general main north south east west county city state \
        national anonymous alcoholics narcotics addicts al-anon alano alateen nar-anon smart dharma refuge sangha \
        volunteer volunteers coordinators facilitators program project society association board trust network \
        topic step steps tradition traditions discussion speaker script reading choice available script yoga \
        in i it we he she they all every each those both many some one two three what who where why how \
        lift side volleyball conference dial call hours mobile tap video link links id app outlook gmail yahoo \
        covid covid-19 wheelchair parking bus orientation treasurer literature business service intergroup's \
        basic sobriety serenity unity hope gratitude promises just today living clean sober works higher power \
        god prayer meditation newcomer newcomers beginner beginners everyone anyone someone somebody nobody \
        me him her them there here also after looking social maintain bring see join learn come cover",
    );
    words.extend(ROLES.iter().chain(CALLS.iter()));
    words
});

/// Common first names that mean nothing else. With an initial behind they need no announcement.
pub(super) static FIRST_NAMES: Words = LazyLock::new(|| {
    set(
        "aaron abby adam adrian alan albert alejandro alex alexander alice alison allan allen allison amanda amber amy \
        ana andrea andreas andrew andy angela anita ann anna anne annette anthony antonio arlene arthur ashley \
        barb barbara barry becky ben benjamin bernard bernd beth betty beverly bill billy bob bobby brad brandon \
        brenda brendan brent brian bridget brigitte bruce bryan carl carla carlos carmen carol caroline carolyn \
        casey catherine cathy cecilia chad charlene charles charlie cheryl chris christa christian christina \
        christine christopher cindy claire claudia colin colleen connie craig curtis cynthia dale dan dana daniel \
        danny darlene darren dave david deb debbie deborah debra denise dennis derek diana diane dianne dieter \
        don donald donna doris dorothy doug douglas duane dustin dwayne earl ed eddie eduardo edward eileen elaine \
        elena elizabeth ellen emily emma eric erica erin ernie esther ethan eugene eva evelyn fernando frances \
        francisco frank fred gabriel gail gary geoff george gerald geraldine gerry gina ginny gisela glen glenn \
        gloria gordon greg gregory günter hans harold harry heather heidi helen helga henry herb holly howard ian \
        ingrid irene jackie jacob jacqueline jacqui jaime james jamie jan jane janet janice jason javier jeanette \
        jeff jeffrey jen jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joann joanne jodi joe joel \
        john johnny jon jonathan jorge josé jose joseph josh joshua joyce juan juanita judith judy julia julie \
        jürgen justin karen karin karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kerry \
        kevin kim kirk kris kristen kristin kurt kyle larry laura lauren laurie lee leslie linda lisa liz lois \
        lori lorraine louise lucy luis lynda lynn lynne marcia marcus margaret margie maria marie marilyn mario \
        marion marjorie marlene marsha martha martin marty marvin mary matt matthew maureen megan melanie melissa \
        michael michele michelle miguel mike mitch molly monica monika nancy natalie nathan neil nicholas nick \
        nicole norma norman olga oscar pablo pam pamela patricia patrick patti patty paul paula pauline pedro peggy \
        pete peter petra phil philip phillip phyllis rachel ralph ramon randy raymond rebecca regina renate renee \
        ricardo richard rick ricky rita robbie robert roberta roberto rodney roger ron ronald ronnie rosemary roy \
        ruben russ russell ruth ryan sabine sally sam samantha samuel sandra sandy sara sarah scott sean sergio \
        shane shannon sharon shaun shawn sheila shelley shelly sherri sherry shirley simon sonia stacey stacy stan \
        stefan stephanie stephen steve steven stewart stuart susan susanne suzanne sylvia tammy tanya tara ted \
        teresa terri terry thomas tim timothy tina todd tom tommy toni tony tracey tracy travis trish tyler uwe \
        valerie vanessa vera vern veronica vicki vicky victor vincent virginia vivian wally walter wanda warren \
        wayne wendy werner william yolanda yvonne",
    )
});

/// First name and initial of people of the fellowships' own history, after whom books, groups and rooms are named.
pub(super) const OF_HISTORY: &[(&str, &str)] = &[
    ("bill", "w"),
    ("bob", "s"),
    ("lois", "w"),
    ("anne", "b"),
    ("jimmy", "k"),
    ("wally", "p"),
    ("charlie", "p"),
    ("joe", "m"),
];

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}
