//! Which service a join address belongs to, by the end of its host.

use url::Url;

/// The service behind a join address, as `zoom`; `None` for a host that is not a known service.
pub fn provider(url: &str) -> Option<&'static str> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    let is_under = |suffix: &str| {
        host.strip_suffix(suffix).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    PROVIDERS.iter().find(|(suffix, _)| is_under(suffix)).map(|(_, name)| *name)
}

const PROVIDERS: &[(&str, &str)] = &[
    ("zoom.us", "zoom"),
    ("zoom.com", "zoom"),
    ("zoomgov.com", "zoom"),
    ("meet.google.com", "google_meet"),
    ("hangouts.google.com", "google_meet"),
    ("teams.live.com", "microsoft_teams"),
    ("teams.microsoft.com", "microsoft_teams"),
    ("skype.com", "skype"),
    ("bluejeans.com", "bluejeans"),
    ("discord.gg", "discord"),
    ("discord.com", "discord"),
    ("freeconference.com", "freeconference"),
    ("freeconferencecall.com", "freeconferencecall"),
    ("goto.com", "goto"),
    ("gotomeet.me", "goto"),
    ("gotomeeting.com", "goto"),
    ("horizon.meta.com", "horizon"),
    ("maps.secondlife.com", "second_life"),
    ("slurl.com", "second_life"),
    ("meet.jit.si", "jitsi"),
    ("meetings.dialpad.com", "dialpad"),
    ("signal.group", "signal"),
    ("vrchat.com", "vrchat"),
    ("webex.com", "webex"),
    ("zoho.com", "zoho"),
    ("zello.com", "zello"),
    ("chat.whatsapp.com", "whatsapp"),
    ("t.me", "telegram"),
    ("paltalk.com", "paltalk"),
    ("whereby.com", "whereby"),
];
