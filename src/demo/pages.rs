//! The pages around a sample feed: the site's front page, its robots.txt and its "not found".

use super::SampleSite;

/// The front page, with the signs by which a feed is found.
pub(super) fn front(site: &SampleSite) -> String {
    let name = escape(site.name);
    let path = escape(&site.path);
    let (head, body) = if site.format == "bmlt" {
        let root = site.path.trim_end_matches('/');
        let config = format!("<script>var croutonConfig = {{\"root_server\":\"{root}\"}};</script>");
        (config, "<div id=\"bmlt-tabs\" class=\"bmlt-root\"></div>".to_owned())
    } else if site.recipe.is_some() {
        (String::new(), format!("<p><a href=\"{path}\">Find a meeting</a></p>"))
    } else {
        let head = format!(
            "<meta name=\"12_step_meeting_list\" content=\"3.19.17\">\n\
             <link rel=\"alternate\" type=\"application/json\" title=\"Meetings Feed\" href=\"{path}\">"
        );
        (head, format!("<div id=\"tsml-ui\" data-src=\"{path}\"></div>"))
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{name}</title>\n{head}\n</head>\n\
         <body>\n<h1>{name}</h1>\n<p>A sample site with invented meetings. No meeting on this site exists.</p>\n{body}\n\
         </body>\n</html>\n"
    )
}

/// What WordPress lets robots do.
pub(super) const ROBOTS: &str = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n";

/// The body of a 404.
pub(super) const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n<head><title>Page not found</title></head>\n<body><h1>Page not found</h1></body>\n</html>\n";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
