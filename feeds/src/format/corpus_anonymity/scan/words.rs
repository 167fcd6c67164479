//! Words that are written with a capital where a name could stand. None of them is anybody's name.

/// Divided by white space, in lower case.
pub(super) const ORDINARY: &str = "
    access accessible accessable friendly after al alcoholics all also am american an and anger annex anonymous any anyone app april are area as at
    auditorium auditoriums august ave aves avenue avenues back basic be beginners big bldg blue boardroom book books
    bring british btwn buiding building bus business by cake call center central chair chairperson children choice
    church city classroom coffee come committee community contact coordinator county covid cross daily date day
    daytox december desk disabilities district door double dr drive east elevator email english entrance entre every
    everyday everyone ext eye facebook facilitator facilitators february fifth first floor food for format fr french
    fri friday from front gay georgia german google government greenway group group's hall hardcover haus help here
    higher hospital host hosts hours house how hybrid id if in inclusion info intergroup international interstate is
    it january join july june just lane laundry leader level lgbt library lift link lit literature local look
    looking love main maintain march may meeting meetings meets member members men men's messenger middle mindfulness mobile
    modular monday mt my narcotics national new newcomers night nights no noon north not notes november number
    october of office old on one online only open or orientation other our park parking passcode password pastor
    people person phone pkwy please police polish principal principle private proceed project public rd reading
    reception recovery region regional rev rm road room russian saint saturday school script seasonal second
    secretary security see september service services share shore side signal sister site skype social society
    someone south spanish speaker spiritual st st. stand state statue ste step steps stop street study suite suites sunday
    sundays synagogue team teams telegram telephone temperatures text the then there third this those thursday to
    topic tradition traditions travel treasurer tren tri tue tuesday turn twelve two unit us use video volleyball
    volunteer washington we web website wednesday week west what whatsapp when where which while who why will with
    women women's world yes yoga you young your zoom
";

/// Authors and founders, and people after whom a street, a hospital or a park is called.
pub(super) const HISTORY: [&str; 7] =
    ["Wally P", "Bill W", "Bob S", "Malcolm X", "Jimmy K", "John O", "Tara H"];
