// Lists with nearly every fault that one list can have: each record has another. Pure.

const SOUND = {
  slug: 'lantern', name: 'Lantern', day: 2, time: '19:00', end_time: '20:00', timezone: 'America/Chicago',
  location: 'Harbor Hall', formatted_address: '12 Quay Street, Springfield, IL 62701, USA', latitude: 39.78, longitude: -89.65, types: ['O'],
  updated: '2026-01-02 10:00:00', entity: 'Harbor Intergroup',
};

const FAULTS = [
  { slug: null }, { name: null, group: 'Harbor' }, { name: 'x'.repeat(65) }, { name: 'Tuesday Lantern' }, { locaton: 'Hall' },
  { attendance_option: 'sometimes' }, { notes: '<b>Ring</b> twice' }, { name: 'Lantern\u202eStreet' }, { notes: 'ab '.repeat(6000) },
  { notes: 'Write to jane@example.org' }, { notes: 'Passcode: 654321' }, { url: 'ask at the door' }, { url: 'javascript:alert(1)' },
  { url: 'harbor.example/lantern' }, { day: 'Someday' }, { day: 'lunes' }, { day: [1, 2] }, { time: '25:61' }, { time: '7:00 PM' },
  { time: null }, { end_time: '19:00' }, { end_time: '18:00' }, { timezone: 'Mars/Base' }, { timezone: 'US/Central' }, { timezone: null },
  { timezone: 'Europe/Berlin' }, { latitude: null, longitude: null }, { latitude: 'north' }, { latitude: '39,78' }, { latitude: 0, longitude: 0 },
  { latitude: 89.9 }, { latitude: -89.65, longitude: 39.78 }, { latitude: 39.78, longitude: 89.65 }, { latitude: 39, longitude: -89 },
  { latitude: 30, longitude: -40 }, { formatted_address: null }, { formatted_address: '12 Quay Street upstairs room 4, Springfield, IL, USA' },
  { types: ['ZZZ'] }, { types: ['O', 'C'] }, { types: ['ONL'] }, { conference_phone: 'ring us' }, { email: 'nobody' },
  { conference_url: 'https://calls.example/1' }, { conference_url: 'https://zoom.us/j/8001112222?pwd=c2VjcmV0' }, { updated: '2099-01-01 10:00:00' },
];

/** How many kinds of fault a report shows before it only counts them. */
const SHOWN = 12;

const text = (faults) => JSON.stringify(faults.map((fault, at) => ({ ...SOUND, slug: `lantern-${at}`, ...fault })));

/** All of them in one list. */
export const ALL_FAULTS = text(FAULTS);
/** The same in lists so short that each fault is shown. */
export const EACH_FAULT = Array.from({ length: Math.ceil(FAULTS.length / SHOWN) }, (_, at) => text(FAULTS.slice(at * SHOWN, (at + 1) * SHOWN)));
