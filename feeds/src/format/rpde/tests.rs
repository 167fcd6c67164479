//! Whole pages.

use super::next_page;
use crate::format::tests::outline::outline;
use crate::format::tests::read_text;
use crate::reading::Format;
use proptest::prelude::*;
use url::Url;

#[test]
fn a_page_of_items() {
    let reading = read_text("aa", include_str!("../fixtures/rpde.json")).unwrap();
    assert_eq!((reading.format, reading.records), (Format::Rpde, 4));
    insta::assert_snapshot!(outline(&reading));
    let all = format!("{:?}", reading.meetings);
    assert!(!all.contains("Pat E") && !all.contains("Somebody"), "who leads it is nobody's business");
}

#[test]
fn the_last_page_is_empty_or_names_itself() {
    let here = Url::parse("https://feed.example/rpde?afterId=1").unwrap();
    let page = |next: &str, items: &str| format!(r#"{{"next":"{next}","items":{items}}}"#);
    let next = |text: &str| next_page(text, &here).map(String::from);
    assert_eq!(
        next(&page("/rpde?afterId=2", "[{}]")).as_deref(),
        Some("https://feed.example/rpde?afterId=2")
    );
    assert_eq!(next(&page("/rpde?afterId=2", "[]")), None);
    assert_eq!(next(&page("/rpde?afterId=1", "[{}]")), None);
    assert_eq!(next("[]"), None);
    assert_eq!(next("{"), None);
}

proptest! {
    #[test]
    fn any_item_is_survived(
        schedule in r#"(\{"byDay":"Monday"\}|\{"repeatFrequency":"P[0-9]{0,12}[DWMY]?","startTime":"[0-9:]{0,6}"\}|\[7\]|null|"x")"#,
        start in "[0-9TZ:+-]{0,20}",
    ) {
        let data = format!(r#"{{"@type":"Event","name":"N","eventSchedule":{schedule},"startDate":"{start}"}}"#);
        let text = format!(r#"{{"next":"x","items":[{{"state":"updated","kind":"Event","id":"1","data":{data}}}]}}"#);
        prop_assert_eq!(read_text("aa", &text).unwrap().records, 1);
    }
}
