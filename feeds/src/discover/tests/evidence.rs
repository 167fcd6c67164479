//! One page for each kind of evidence.

use super::*;

/// Markup, and what is found in it.
const FOUND: &[(&str, &[&str])] = &[
    (
        "<link rel='alternate' type='application/json' title='Meetings Feed' href='/wp-admin/admin-ajax.php?action=meetings&#038;key=12'>",
        &["tsml https://www.club.example/wp-admin/admin-ajax.php?action=meetings"],
    ),
    ("<link rel=alternate type=application/json title=JSON href=/wp-json/wp/v2/pages/17>", &[]),
    ("<link rel=alternate type=application/json+oembed href=/wp-json/oembed/1.0/embed?url=x>", &[]),
    (
        "<link rel=alternate type=application/json title=Data href=/data>",
        &["json https://www.club.example/data"],
    ),
    (
        "<link rel=alternate type=text/calendar href='/events/?ical=1'>",
        &["calendar https://www.club.example/events/?ical=1"],
    ),
    ("<link rel=alternate type=text/csv href='/t.csv'>", &["csv https://www.club.example/t.csv"]),
    (
        "<link rel='alternate' href='/wp-json/tribe/events/v1/'>",
        &["events_calendar https://www.club.example/wp-json/tribe/events/v1/events"],
    ),
    (
        "<div id='tsml-ui' data-src='/wp-content/tsml-cache-0a1b2c3d4e.json?1712345678'></div>",
        &["tsml https://www.club.example/wp-content/tsml-cache-0a1b2c3d4e.json"],
    ),
    (
        "<div id=tsml-ui data-src='/a.json,https://other.example/b.json'></div>",
        &["tsml https://www.club.example/a.json", "tsml https://other.example/b.json"],
    ),
    (
        "<div id=tsml-ui data-src='https://docs.google.com/spreadsheets/d/1AbcDefGhiJklMnoPqrStuVwxYz012345678/edit?gid=7#gid=7' data-google='K'></div>",
        &[
            "sheet https://docs.google.com/spreadsheets/d/1AbcDefGhiJklMnoPqrStuVwxYz012345678/export?format=csv&gid=7",
        ],
    ),
    (
        "<a href='https://docs.google.com/spreadsheets/d/e/2PACX-1vAbcDefGhiJklMnoPqr/pubhtml'>our list of meetings</a>",
        &["sheet https://docs.google.com/spreadsheets/d/e/2PACX-1vAbcDefGhiJklMnoPqr/pub?output=csv"],
    ),
    (
        "<div id=tsml-ui data-src='https://sheets.code4recovery.org/storage/abc123.json'></div>",
        &["tsml https://sheets.code4recovery.org/storage/abc123.json"],
    ),
    (
        r#"<meta name="12_step_meeting_list" content="3.19.17">"#,
        &[
            "tsml https://www.club.example/wp-admin/admin-ajax.php?action=meetings",
            "tsml https://www.club.example/wp-json/tsml/meetings",
        ],
    ),
    (
        "<link rel=stylesheet href='/blog/wp-content/plugins/12-step-meeting-list/assets/x.css'>",
        &[
            "tsml https://www.club.example/blog/wp-admin/admin-ajax.php?action=meetings",
            "tsml https://www.club.example/blog/wp-json/tsml/meetings",
        ],
    ),
    (
        r#"<script>new Crouton({"root_server":"https:\/\/bmlt.example\/main_server","service_body":["12"]})</script>"#,
        &["bmlt https://bmlt.example/main_server/"],
    ),
    (
        "<p>[bmlt_tabs root_server=&#8221;https://bmlt.example/main_server/&#8221;]</p>",
        &["bmlt https://bmlt.example/main_server/"],
    ),
    (
        "<p>[fetch_meetings root_server=\"https://bmlt.example/bmlt/\"]</p>",
        &["bmlt https://bmlt.example/bmlt/"],
    ),
    (
        "<script>var croutonConfig = {\"root_server\":\"/main_server\"};</script>",
        &["bmlt https://www.club.example/main_server/"],
    ),
    (
        "<div id=crumb-widget data-server='https://bmlt.example/main_server' data-service-body=3></div>",
        &["bmlt https://bmlt.example/main_server/"],
    ),
    (
        "<a href='https://bmlt.example/main_server/client_interface/json/?switcher=GetSearchResults'>x</a>",
        &["bmlt https://bmlt.example/main_server/"],
    ),
    (
        "<script>root_server: 'https://aggregator.bmlt.example/main_server', service_body: [3, 4]</script>",
        &[
            "bmlt https://aggregator.bmlt.example/main_server/client_interface/json/?switcher=GetSearchResults&get_used_formats=1&recursive=1&services[]=3&services[]=4",
        ],
    ),
    (
        "<script src='data:text/javascript;base64,bmV3IENyb3V0b24oe3Jvb3Rfc2VydmVyOiJodHRwczovL2JtbHQuZXhhbXBsZS9tYWluX3NlcnZlciJ9KQ=='></script>",
        &["bmlt https://bmlt.example/main_server/"],
    ),
    ("<a href='webcal://cal.example/club.ics'>Subscribe</a>", &["calendar https://cal.example/club.ics"]),
    (
        "<iframe src='https://calendar.google.com/calendar/embed?src=ab12cd%40group.calendar.google.com&amp;ctz=UTC'></iframe>",
        &[
            "calendar https://calendar.google.com/calendar/ical/ab12cd%40group.calendar.google.com/public/basic.ics",
        ],
    ),
    (
        "<iframe src='https://calendar.google.com/calendar/embed?src=YWIxMkBncm91cC5jYWxlbmRhci5nb29nbGUuY29t'></iframe>",
        &[
            "calendar https://calendar.google.com/calendar/ical/ab12%40group.calendar.google.com/public/basic.ics",
        ],
    ),
    (
        "<iframe src='https://calendar.google.com/calendar/embed?src=en.usa%23holiday%40group.v.calendar.google.com'></iframe>",
        &[],
    ),
    (
        r#"<script type="application/ld+json">{"@type":"Dataset","distribution":[{"contentUrl":"https:\/\/open.example\/api\/sessions","encodingFormat":"application/vnd.openactive.rpde+json"}]}</script>"#,
        &["rpde https://open.example/api/sessions"],
    ),
    (
        "<script>fetch('https://cdn.example/data/meetings.json')</script>",
        &["json https://cdn.example/data/meetings.json"],
    ),
    ("<!-- <div id=tsml-ui data-src='/old.json'></div> <a href='/x.ics'>x</a> --><p>root</p>", &[]),
    (
        "<base href='https://other.example/root/'><a href='club.ics'>x</a>",
        &["calendar https://other.example/root/club.ics"],
    ),
    (
        "<a href='/club.ics'>a</a><a href='/club.ics#x'>b</a><a href='http://club.example/club.ics/'>c</a>",
        &["calendar https://www.club.example/club.ics"],
    ),
    ("<p>Nothing here. Our root server is far away.</p>", &[]),
];

#[test]
fn every_kind_of_evidence_is_found() {
    for (body, want) in FOUND {
        let looked = look_at(body);
        assert_eq!(found(&looked), *want, "{body}");
        for candidate in &looked.candidates {
            assert_eq!(candidate.evidence[0].line, Some(2), "{body}: {:?}", candidate.evidence);
        }
    }
}

/// Markup, the kind that is left, and a word of the reason.
const LEFT: &[(&str, &str, &str)] = &[
    ("<iframe src='https://airtable.com/embed/shrAbc'></iframe>", "airtable", "token"),
    (
        "<iframe src='https://calendar.google.com/calendar/embed?src=jo.doe%40mail.example'></iframe>",
        "calendar",
        "mailbox",
    ),
    (
        "<a href='https://calendar.google.com/calendar/ical/jo%40mail.example/private-0a1b/basic.ics'>x</a>",
        "calendar",
        "secret",
    ),
    (
        "<a href='https://outlook.example/owa/calendar/jo@mail.example/x/calendar.ics'>x</a>",
        "calendar",
        "mailbox",
    ),
    ("<a href='https://cal.example/club.ics?token=ab'>x</a>", "calendar", "key"),
    ("<link rel=alternate type=application/rss+xml href=/feed/>", "news", "news"),
    ("<script>root_server='https://aggregator.bmlt.example/main_server/'</script>", "bmlt", "aggregator"),
    ("<div class='row meetinglistrow' data-href='/meetings/1'>", "recipe", "pathminder"),
    (
        "<script>x='https://sheets.googleapis.com/v4/spreadsheets/1AbcDefGhiJklMnoPqrStu/values/A1?key=K'</script>",
        "sheet",
        "key",
    ),
];

#[test]
fn what_must_not_be_asked_is_told_and_not_shown() {
    for (body, kind, reason) in LEFT {
        let looked = look_at(body);
        assert_eq!(found(&looked), [""; 0], "{body}");
        let [left] = looked.left.as_slice() else { panic!("{body}: {looked:?}") };
        assert_eq!(left.kind.id(), *kind, "{body}");
        assert!(left.reason.contains(reason), "{body}: {left:?}");
        let all = format!("{looked:?}");
        for secret in ["mail.example", "private-0a1b", "token=ab", "key=K"] {
            assert!(!all.contains(secret), "{body}: {all}");
        }
    }
}

#[test]
fn a_restricted_site_is_asked_at_the_plugin_before_its_cache() {
    let looked = look_at(
        "<meta name='12_step_meeting_list' content='3.19.17'>\
         <div id=tsml-ui data-src='/wp-content/tsml-cache-0a1b2c3d4e.json'></div>",
    );
    let kinds: Vec<(bool, &str)> = looked
        .candidates
        .iter()
        .map(|candidate| (candidate.is_well_known, candidate.url.path().rsplit('/').next().unwrap()))
        .collect();
    assert_eq!(kinds, [(true, "admin-ajax.php"), (false, "tsml-cache-0a1b2c3d4e.json"), (true, "meetings")]);
}

#[test]
fn the_plainest_evidence_comes_first_and_others_are_kept() {
    let looked = look_at(
        "<a href='/wp-admin/admin-ajax.php?action=meetings'>x</a>\n\
         <link rel=alternate type=application/json title='Meetings Feed' href='/wp-admin/admin-ajax.php?action=meetings'>",
    );
    let [candidate] = looked.candidates.as_slice() else { panic!("{looked:?}") };
    let said: Vec<&str> = candidate.evidence.iter().map(|evidence| evidence.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "`link rel=alternate` leads to what is titled as the meetings feed",
            "a link leads to the TSML plugin's list"
        ]
    );
    assert_eq!((candidate.rank, candidate.evidence[0].line), (10, Some(3)));
}

#[test]
fn software_without_an_address_is_a_sign() {
    let looked = look_at(
        "<script src='/wp-content/plugins/crouton/croutonjs/crouton.js'></script><input type=password>",
    );
    let signs: Vec<&str> = looked.signs.iter().map(|sign| sign.what.as_str()).collect();
    assert_eq!(
        signs,
        ["crouton, a BMLT meeting finder", "the page asks for a password, and nobody here has one"]
    );
}
