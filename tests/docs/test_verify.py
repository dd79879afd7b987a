"""docs/verify.md: each of its commands is run against a served archive with several editions, on what a printed page says."""

from __future__ import annotations

import re
import subprocess

import pytest
from django.db import transaction
from lxml import html

from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.management.commands.publish import sign_header
from archive.models import RecordVersion
from tests.support.commands import run_command
from tests.support.invented_editions import REWORDED, load_invented_editions, publish_invented_editions
from tests.support.threaded_server import serve_in_thread
from tests.support.verify_document import read_script, run_script
from tests.support.wsgi_client import WSGIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
SOURCE = "ushmm-death-marches"
CLAIM_CITATION = re.compile(r"\(version ([0-9a-f]{16}), edition (\d+)\).* \S+/id/claim/([a-z0-9-]+)/\1\.?$", re.IGNORECASE)
PASSAGE_CITATION = re.compile(r"SHA-256 ([0-9a-f]{16})\W.* \S+/id/passage/(\S+?)\.?$", re.IGNORECASE)
CAMP_CITATION = re.compile(r"\(edition (\d+)\).* \S+/id/(camp)/([a-z0-9-]+)/edition/\1\.?$", re.IGNORECASE)
RESULTS = (
    "The version is the one that is cited",
    "versions.txt: OK",
    "The chain is complete",
    "source.txt: OK",
    "The quotation is in the source, letter for letter.",
    "The text is the one that is cited, and the words are in it.",
    "record.json: OK",
    "In force in edition",
)


@pytest.fixture(scope="module")
def editions(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load three editions for the tests of the module; return the folder of the fixtures."""
    root = publish_invented_editions(tmp_path_factory.mktemp("editions"))
    with django_db_blocker.unblock(), transaction.atomic():
        load_invented_editions(root)
        yield root
        transaction.set_rollback(True)


def read_citation(page: str, style: str = "chicago-bibliography") -> str:
    """Return a citation as a page has it."""
    tree = html.document_fromstring(WSGIClient().get(page).text)
    return tree.xpath(f"string(//*[@data-citation='{style}'])")


def read_sheet() -> dict[str, str]:
    """Return what the citations of a claim, a passage and a camp name."""
    version, edition, claim = CLAIM_CITATION.search(read_citation(f"/en/claims/{REWORDED}/")).groups()
    text, passage = PASSAGE_CITATION.search(read_citation(f"/en/sources/{SOURCE}/3.3/")).groups()
    _edition, kind, identifier = CAMP_CITATION.search(read_citation("/en/camps/dachau/")).groups()
    return {
        "version": version.lower(),
        "edition": edition,
        "claim": claim,
        "text": text.lower(),
        "passage": passage,
        "kind": kind,
        "identifier": identifier,
    }


def find_first_version(sheet: dict[str, str]) -> dict[str, str]:
    """Return the sheet of a citation of the first edition."""
    version = RecordVersion.objects.get(kind="claim", identifier=sheet["claim"], edition=1).version
    return {**sheet, "version": version[:16], "edition": "1"}


def test_citation_is_verified_to_the_bytes_of_the_source(editions, tmp_path):
    sheet = read_sheet()
    assert sheet["edition"] == "3"
    with serve_in_thread(WSGIClient().application) as origin:
        for number, values in enumerate((sheet, find_first_version(sheet))):
            result = run_script(read_script({**values, "archive": origin}), tmp_path / str(number))
            assert result.returncode == 0, result.stdout + result.stderr
            assert [expected for expected in RESULTS if expected not in result.stdout] == []


@pytest.mark.parametrize(("name", "value"), [("version", "0" * 16), ("edition", "2"), ("text", "0" * 16)])
def test_another_value_on_the_sheet_is_not_verified(editions, tmp_path, name, value):
    with serve_in_thread(WSGIClient().application) as origin:
        result = run_script(read_script({**read_sheet(), "archive": origin, name: value}), tmp_path / "work")
    assert result.returncode != 0, result.stdout


def test_changed_text_is_noticed(editions, tmp_path):
    script = read_script({**read_sheet(), "archive": "http://127.0.0.1:9"})
    with serve_in_thread(WSGIClient().application) as origin:
        script = script.replace("http://127.0.0.1:9", origin).replace("-o source.txt\n", "-o source.txt; echo >> source.txt\n")
        result = run_script(script, tmp_path / "work")
    assert result.returncode != 0
    assert "source.txt: FAILED" in result.stdout


def test_signature_and_time_stamp_are_verified(editions, tmp_path):
    """By the commands of the document, with a key and an authority made for the test; the files were added after a load."""
    work, ledger = tmp_path / "work", editions / LEDGER_FOLDER
    work.mkdir()
    assert WSGIClient().get("/id/edition/3.sig").status == 404
    header = read_ledger(editions / LEDGER_FOLDER).editions[-1].header.encode()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    public = (tmp_path / "key.pub").read_text("utf-8").split()
    (work / "allowed_signers").write_text(f'archive namespaces="shawahid-edition" {public[0]} {public[1]}\n', "utf-8")
    (ledger / "0003.sig").write_bytes(sign_header(tmp_path / "key", header.removesuffix(b"\n")))
    stamp(tmp_path, header.removesuffix(b"\n"), work)
    (work / "0003.tsr").rename(ledger / "0003.tsr")
    assert "Edition 3 is loaded." in run_command("load_fixtures", editions, "en")[1]
    page = WSGIClient().get("/en/editions/3/").text
    assert "its signature" in page
    assert "its time stamp" in page
    script = read_script(read_sheet() | {"archive": ""}, signed=True)
    signed = script[script.index('curl -fsS "$archive/id/edition/$edition.sig"') :]
    (work / "header").write_bytes(header.removesuffix(b"\n"))
    with serve_in_thread(WSGIClient().application) as origin:
        commands = f"archive={origin}\nedition=3\n{signed}"
        result = run_script(commands, work)
        assert result.returncode == 0, result.stderr
        assert 'Good "shawahid-edition" signature for archive' in result.stdout
        assert "Time stamp:" in result.stdout
        (work / "header").write_bytes(header.replace(b'"edition":3', b'"edition":4').removesuffix(b"\n"))
        assert run_script(commands, work).returncode != 0


AUTHORITY = """[req]
distinguished_name = name
[name]
[v3]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = stamps
[stamps]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def stamp(folder, content: bytes, work) -> None:
    """Write a time stamp of ``content`` (RFC 3161), and the certificate of its authority, into ``work``."""
    (folder / "authority.cnf").write_text(AUTHORITY, "utf-8")
    (folder / "content").write_bytes(content)

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    certificate = str(work / "authority.pem")
    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "authority.key", "-out", certificate),
        *("-subj", "/CN=Test authority", "-config", "authority.cnf", "-extensions", "v3", "-days", "2"),
    )
    openssl("ts", "-query", "-data", "content", "-sha256", "-cert", "-out", "query.tsq")
    openssl(
        *("ts", "-reply", "-config", "authority.cnf", "-queryfile", "query.tsq", "-signer", certificate),
        *("-inkey", "authority.key", "-out", str(work / "0003.tsr")),
    )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_commands_of_the_page_print_the_digests_on_the_sheet(editions, tmp_path, language):
    sheet = read_sheet()
    tree = html.document_fromstring(WSGIClient().get(f"/{language}/about/verify-a-citation/").text)
    values = {"CLAIM": sheet["claim"], "VERSION": sheet["version"], "EDITION": sheet["edition"], "SOURCE": SOURCE}
    names = re.compile("|".join(values))
    with serve_in_thread(WSGIClient().application) as origin:
        for command, start in zip(tree.xpath("//pre"), ("version", "version", "text"), strict=True):
            text = names.sub(lambda match: values[match[0]], command.text_content()).replace("http://127.0.0.1:8000", origin)
            assert run_script(text, tmp_path / "work").stdout.startswith(sheet[start])
