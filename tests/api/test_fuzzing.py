"""Schemathesis sends the running API what its schema allows and what it forbids.

Left out are its two checks of leniency: a number where text is asked for is taken as text, and what
the schema allows may still be refused (an empty message, another person's recommendation).
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from tests.site import PASSWORD, Site

pytestmark = pytest.mark.fuzzing

SECONDS = 60
UNLIMITED = dict.fromkeys(["API_ANON_RATE", "API_USER_RATE", "API_LOGIN_RATE"], "100000/min")
WORDS = "팀장님이 사람들 앞에서 크게 혼을 내셔서 너무 창피하고 속상했어요. "
CONFIG = """
[parameters]
"path.talk_id" = "{talk}"
"path.analysis_id" = "{analysis}"

[[operations]]
include-operation-id = ["v1_analyses_retrieve", "v1_analyses_retry_create"]
[operations.parameters]
"path.id" = "{analysis}"
"""


class Person:
    """One with an analysed talk, by token."""

    def __init__(self, site: Site) -> None:
        self.root = f"{site.url}/api/v1"
        self.headers: dict[str, str] = {}
        login = {"email": site.sign_up().email, "password": PASSWORD}
        self.headers = {"Authorization": f"Token {self.post('token/', **login)['token']}"}
        self.talk = self.post("talks/")["id"]
        self.post(f"talks/{self.talk}/messages/", text=WORDS * 4)
        self.analysis = self._analysis()
        found = self.post(f"analyses/{self.analysis}/recommendations/", kind="similar")
        self.post("ratings/", recommendation=found["id"], liked=True)

    def post(self, path: str, **fields: object) -> dict[str, str]:
        url = f"{self.root}/{path}"
        response = requests.post(url, json=fields, headers=self.headers, timeout=30)
        assert response.ok, response.text
        answer: dict[str, str] = response.json()
        return answer

    def get(self, path: str) -> dict[str, str]:
        answer: dict[str, str] = requests.get(
            f"{self.root}/{path}", headers=self.headers, timeout=30
        ).json()
        return answer

    def _analysis(self) -> str:
        """Its id, once it is done."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            analysis = self.get(f"talks/{self.talk}/")["analysis"]
            if analysis and self.get(f"analyses/{analysis}/")["status"] == "done":
                return analysis
            time.sleep(0.2)
        raise AssertionError("the analysis was not done in time")


@pytest.mark.timeout(300)
def test_the_api_answers_as_its_schema_says(site: Site, tmp_path: Path) -> None:
    with site.second_web(**UNLIMITED, MESSAGES_PER_MINUTE="100000") as web:
        person = Person(web)
        config = tmp_path / "schemathesis.toml"
        config.write_text(CONFIG.format(talk=person.talk, analysis=person.analysis))
        ended = subprocess.run(
            [
                Path(sys.executable).parent / "schemathesis",
                *("--config-file", config, "run", f"{web.url}/api/schema/?format=json"),
                *("--header", f"Authorization: {person.headers['Authorization']}"),
                *("--exclude-operation-id", "v1_token_destroy"),  # it would log this run out
                *("--exclude-checks", "negative_data_rejection,positive_data_acceptance"),
                *("--max-time", str(SECONDS), "--max-examples", "50", "--workers", "2"),
                *("--generation-database", "none", "--no-color"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=4 * SECONDS,
        )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr
    assert "Tested: 20" in ended.stdout
