//! Documents of text and markup, in the shapes that publishers' servers give them.

use super::facts::Facts;
use super::json::{event_block, fill};

const LABELS: [&str; 6] = ["Open", "Closed", "Discussion", "Beginners", "Speaker", "Steps"];

/// For markup: what would open a tag or an entity, written as such.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

pub fn bmlt_xml(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<meetings xmlns=\"http://root.example\">\n";
    fill(facts, bytes, (open, "\n", "\n</meetings>\n"), |fact| {
        format!(
            "<row sequence_index=\"{n}\"><id_bigint>{n}</id_bigint><weekday_tinyint>{}</weekday_tinyint>\
             <start_time>{}:00</start_time><duration_time>{}:00</duration_time><formats>O,D</formats>\
             <longitude>{}</longitude><latitude>{}</latitude><meeting_name>{}</meeting_name>\
             <location_text>{}</location_text><location_street>{}</location_street>\
             <location_municipality>{}</location_municipality><comments>{}</comments>\
             <published>1</published></row>",
            fact.day + 1,
            fact.start_time(),
            fact.duration(),
            fact.longitude,
            fact.latitude,
            escaped(&fact.name),
            escaped(&fact.building),
            escaped(&fact.street),
            escaped(&fact.city),
            escaped(&fact.notes),
            n = fact.number,
        )
    })
}

pub fn naws(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "Committee,CommitteeName,AddDate,AreaRegion,ParentName,ComemID,ContactID,ContactName,CompanyName,\
        ContactAddrID,ContactAddress1,ContactAddress2,ContactCity,ContactState,ContactZip,ContactCountry,\
        ContactPhone,MeetingID,Room,Closed,WheelChr,Day,Time,Language1,Language2,Language3,LocationId,Place,Address,\
        City,LocBorough,State,Zip,Country,Directions,Institutional,Format1,Format2,Format3,Format4,Format5,Delete,\
        LastChanged,Longitude,Latitude,ContactGP,PhoneMeetingNumber,VirtualMeetingLink,VirtualMeetingInfo,TimeZone,\
        bmlt_id,unpublished\n";
    fill(facts, bytes, (open, "\n", "\n"), |fact| {
        let cells = [&fact.building, &fact.street, &fact.city].map(|cell| quoted(cell)).join(",");
        format!(
            "G{n:08},{},,AR00001,Harbor Area,,,,,,,,,,,,,,,OPEN,0,{},{},,,,,{cells},,{},{},{},{},FALSE,DISC,BT,,,,,\
             44357,{},{},,,{},,{},{n},",
            quoted(&fact.name),
            fact.day_name(),
            fact.start_time().replace(':', ""),
            fact.state,
            fact.postal_code,
            fact.country,
            quoted(&fact.notes),
            fact.longitude,
            fact.latitude,
            fact.online_url,
            fact.zone,
            n = fact.number,
        )
    })
}

pub fn csv(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "Slug,Meeting Name,Day,Start,End Time,Location,Address,City,State,Zip,Type,Notes,Zoom,Web page,Updated\n";
    fill(facts, bytes, (open, "\n", "\n"), |fact| {
        format!(
            "m-{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            fact.number,
            quoted(&fact.name),
            fact.day_name(),
            fact.spoken_start(),
            fact.end_time(),
            quoted(&fact.building),
            quoted(&fact.street),
            quoted(&fact.city),
            fact.state,
            fact.postal_code,
            quoted(&fact.codes(&LABELS).join(", ")),
            quoted(&fact.notes),
            fact.online_url,
            fact.url,
            fact.updated,
        )
    })
}

/// Weekly events, folded at 75 bytes as the rules want it.
pub fn ical(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar 1.0//EN\r\n";
    fill(facts, bytes, (open, "", "END:VCALENDAR\r\n"), |fact| {
        let text = |text: &str| text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        let stamp = |time: String| format!("{}T{}00", fact.date(0).replace('-', ""), time.replace(':', ""));
        let lines = [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:weekly-{}@calendar.example", fact.number),
            "DTSTAMP:20260101T000000Z".to_owned(),
            format!("DTSTART;TZID={}:{}", fact.zone, stamp(fact.start_time())),
            format!("DURATION:PT{}M", fact.minutes),
            format!("RRULE:FREQ=WEEKLY;BYDAY={}", fact.day_name()[..2].to_uppercase()),
            format!("SUMMARY:{}", text(&fact.name)),
            format!("DESCRIPTION:{}", text(&fact.notes)),
            format!("LOCATION:{}", text(&format!("{}, {}", fact.building, fact.address()))),
            format!("GEO:{:.5};{:.5}", fact.latitude, fact.longitude),
            format!("URL:{}", fact.url),
            "END:VEVENT".to_owned(),
        ];
        lines.iter().map(|line| folded(line)).collect()
    })
}

fn folded(line: &str) -> String {
    let mut text = String::new();
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            text.push_str("\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        text.push(c);
    }
    text + "\r\n"
}

pub fn schema_org_page(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<!doctype html>\n<html><head><title>Meetings</title></head><body>\n";
    fill(facts, bytes, (open, "\n", "\n</body></html>\n"), |fact| {
        let (name, notes) = (escaped(&fact.name), escaped(&fact.notes));
        let block = event_block(fact);
        format!("<h2>{name}</h2><p>{notes}</p><script type=\"application/ld+json\">{block}</script>")
    })
}

pub fn microdata(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<!doctype html>\n<html><head><title>Meetings</title></head><body>\n";
    fill(facts, bytes, (open, "\n", "\n</body></html>\n"), |fact| {
        format!(
            "<div itemscope itemtype=\"https://schema.org/Event\"><h2 itemprop=\"name\">{}</h2>\n\
             <a itemprop=\"url\" href=\"{}\">more</a><p itemprop=\"description\">{}</p>\n\
             <div itemprop=\"eventSchedule\" itemscope itemtype=\"https://schema.org/Schedule\">\
             <meta itemprop=\"repeatFrequency\" content=\"P1W\">\
             <link itemprop=\"byDay\" href=\"https://schema.org/{}\"><time itemprop=\"startTime\">{}</time></div>\n\
             <div itemprop=\"location\" itemscope itemtype=\"https://schema.org/Place\"><b itemprop=\"name\">{}</b>\
             <span itemprop=\"address\">{}</span></div></div>",
            escaped(&fact.name),
            fact.url,
            escaped(&fact.notes),
            fact.day_name(),
            fact.start_time(),
            escaped(&fact.building),
            escaped(&fact.address()),
        )
    })
}

/// As a page looks that the recipe `da` is for.
pub fn recipe_table(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<!DOCTYPE html><html><body><table>\n<tr><th>Meeting Name</th><th>Day</th><th>Time</th><th>Type</th>\
        <th>Location</th><th>Address</th><th>City</th><th>State</th></tr>\n";
    fill(facts, bytes, (open, "\n", "\n</table></body></html>\n"), |fact| {
        format!(
            "<tr><td><a href=\"meeting-detail?damid={}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td>{}</td><td>{}</td><td>{}</td></tr>",
            fact.number,
            escaped(&fact.name),
            fact.day_name(),
            fact.spoken_start(),
            fact.codes(&LABELS).join(", "),
            escaped(&fact.building),
            escaped(&fact.street),
            escaped(&fact.city),
            fact.state,
        )
    })
}

/// As a page looks that the recipe `ga` is for.
pub fn recipe_cards(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<!DOCTYPE html><html><body>\n";
    fill(facts, bytes, (open, "\n", "\n</body></html>\n"), |fact| {
        format!(
            "<div class=\"event_listing\"><a href=\"/find-a-meeting/m-{}/\"><h4>{} - {}</h4></a>\n\
             <p>Location: {}</p><p>Time: {}</p><div class=\"description\">{}</div></div>",
            fact.number,
            escaped(&fact.name),
            fact.day_name(),
            escaped(&fact.address()),
            fact.spoken_start(),
            escaped(&fact.notes),
        )
    })
}

/// As a document looks that the recipe `celebrate_recovery` is for.
pub fn recipe_xml(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<markers>\n";
    fill(facts, bytes, (open, "\n", "\n</markers>\n"), |fact| {
        format!(
            "<marker><name>{}</name><address>{}</address><lat>{}</lat><lng>{}</lng><url>{}</url>\
             <custom2 name=\"Schedule\">{} {}</custom2></marker>",
            escaped(&fact.name),
            escaped(&fact.address()),
            fact.latitude,
            fact.longitude,
            fact.url,
            fact.day_name(),
            fact.spoken_start(),
        )
    })
}
