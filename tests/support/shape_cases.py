"""Unreadable files and malformed records, which the commands and the JSON Schemas refuse."""

from tests.support.corrupted_fixtures import (
    BELARUS,
    PASSAGES,
    QUESTIONS,
    SOURCE,
    Case,
    delete_folder,
    replace_by_folder,
    replace_text,
    write_file,
)

BALTIC = "places/baltic-sea.yaml"
STATEMENT = "  en: >-\n    A massive offensive took place in eastern Belarus in the summer of 1944.\n"
EVIDENCE = '    quote: "عملية هجوم ضخمة في الصيف 1944 في شرق روسيا البيضاء"\n'

RECORD_CASES = [
    replace_text("file.missing", SOURCE, "file: death-marches.ar.txt", "file: ⌖death-marches.txt", "death-marches.txt"),
    Case("file.no-folder", "routes", delete_folder, ("routes",)),
    Case("file.unexpected", "claims/belarus.yml", write_file("claim: belarus\n"), ("belarus.yml",)),
    Case("file.unreadable", "claims/belarus.yaml", replace_by_folder, ()),
    replace_text("file.not-utf8", BELARUS, "massive", "ma⌖\udcd3sive", "0xD3", "220"),
    replace_text("yaml.syntax", BELARUS, "claim: bel", "claim: x⌖: bel"),
    replace_text("yaml.not-allowed", BELARUS, "about:\n", "about: ⌖&places\n", "&places"),
    replace_text("yaml.not-allowed", BELARUS, '"1944-22"', "⌖!!str 1944-22", "tag:yaml.org,2002:str"),
    replace_text("yaml.not-allowed", BELARUS, "massive", "massi⌖\x07ve", "U+0007"),
    replace_text("yaml.not-allowed", BELARUS, "# yaml", "⌖\ufeff# yaml", "U+FEFF"),
    replace_text("yaml.not-allowed", BELARUS, '"1944-22"', '⌖"1944-22\\0"', "U+0000"),
    replace_text("yaml.duplicate-key", BELARUS, "about:\n", "about: []\n⌖about:\n", "about", "11"),
    replace_text("yaml.too-deep", BELARUS, "about:\n", f"about: {'[' * 11}⌖{'[' * 9}{']' * 20}\n", "12"),
    replace_text("record.missing-field", BELARUS, EVIDENCE, "", "quote", also={"evidence:\n  - ": "evidence:\n  - ⌖"}),
    replace_text("record.missing-translation", BELARUS, STATEMENT, "", "en", also={"  ar: >-": "  ⌖ar: >-"}),
    replace_text("record.missing-translation", BELARUS, STATEMENT, '  en: ⌖""\n', "en"),
    replace_text("record.unknown-field", BELARUS, "about:", "⌖abuot:", "abuot"),
    replace_text(
        "record.wrong-value", SOURCE, "file: death-marches.ar.txt", "file: ⌖../death-marches.ar.txt", "../death-marches.ar.txt"
    ),
    replace_text("record.wrong-value", SOURCE, "accessioned: 2026-11-23", "accessioned: ⌖23.11.2026", "23.11.2026", "2026-11-23"),
    replace_text("record.wrong-value", SOURCE, "supplied: true", "supplied: ⌖yes", "yes", "true, false"),
    replace_text("record.wrong-value", PASSAGES, "end: 611\n    sentences", "end: ⌖6l1\n    sentences", "6l1", "0, 1, 2"),
    replace_text(
        "record.wrong-value", QUESTIONS, "asked_of: [evacuated-camp]", "asked_of: [⌖ghetto]", "ghetto", "camp, ", ", route"
    ),
    replace_text("record.wrong-value", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖["1944-22"]'),
]

AUTHORITIES = "authorities.yaml"
AUTHORITY_CASES = [
    replace_text("record.wrong-value", AUTHORITIES, "'Q[1-9][0-9]*'", "⌖'Q[1-9[0-9]*('", "Q[1-9[0-9]*(", "Q[1-9][0-9]*"),
    replace_text("record.wrong-value", AUTHORITIES, '"https://viaf.org/viaf/{}"', '⌖"https://viaf.org/viaf/"', "{}"),
    replace_text("record.wrong-value", AUTHORITIES, '"https://viaf.org/viaf/{}"', '⌖"https://viaf.org/{}/{}"', "{}"),
    replace_text("record.missing-translation", AUTHORITIES, 'name: {ar: "VIAF", en: "VIAF"}', 'name: ⌖{ar: "VIAF"}', "en"),
]
REFERENCE = 'reference: {ar: "مرجع", en: "A reference"}, recorded: 2026-11-29'
CITY = 'city: {ar: "لوبيك", en: "Lübeck"'
PLACE_CASES = [
    replace_text("record.wrong-value", BALTIC, "latitude: 54.3", "latitude: ⌖94.3", "94.3", "85"),
    replace_text("record.wrong-value", BALTIC, "latitude: 54.3", "latitude: ⌖54.30001", "54.30001"),
    replace_text("record.wrong-value", BALTIC, "recorded: 2026-11-29", "recorded: ⌖2026-11-31", "2026-11-31", "2026-11-23"),
    replace_text("record.missing-translation", BALTIC, 'names:\n  ar: "بحر البلطيق"\n  en', "names:\n  ⌖en", "ar"),
    replace_text("record.wrong-value", BALTIC, "  de: ", "  German: ⌖", "German"),
    replace_text("record.wrong-value", BALTIC, 'de: "Ostsee"', 'de: ⌖""'),
    replace_text("record.wrong-value", BALTIC, "kind: sea", "kind: ⌖ocean", "ocean", "camp, subcamp", "river"),
    replace_text("record.wrong-value", BALTIC, "  confidence:", "  precision: ⌖0.5\n  confidence:", "0.5", "0, 1, 2"),
    replace_text("record.wrong-value", BALTIC, "  confidence:", "  precision: ⌖501\n  confidence:", "501", "500"),
    replace_text("record.wrong-value", BALTIC, "kind: sea", f"kind: sea\ntoday: {{country: ⌖pl, {REFERENCE}}}", "pl", "PL"),
    replace_text("record.wrong-value", BALTIC, "kind: sea", f"kind: sea\ntoday: {{{CITY}, distance: ⌖0}}, {REFERENCE}}}", "0", "1"),
    replace_text(
        "record.wrong-value", BALTIC, "kind: sea", f"kind: sea\ntoday: {{{CITY}, latitude: ⌖95}}, {REFERENCE}}}", "95", "85"
    ),
    replace_text(
        "record.missing-field", BALTIC, "kind: sea", "kind: sea\ntoday: ⌖{country: DE, recorded: 2026-11-29}", "reference"
    ),
    replace_text("record.wrong-value", BALTIC, "kind: sea", "kind: sea\npart_of: ⌖northern-europe", "northern-europe", "camp:"),
]
