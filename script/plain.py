#!/usr/bin/env python3
"""Measures the texts that students read: sentences in words, Dutch and English.

    script/plain.py          says what is too long; ends with 1 when something is
    script/plain.py --all    prints every sentence with its length

A mean of at most 9 words and no sentence of more than 14: short enough for who reads little Dutch (level A2 to B1).
A place between braces counts as one word.
"""

import re
import sys
from pathlib import Path

MEAN, LONGEST = 9, 14
ROOT = Path(__file__).resolve().parent.parent / "Sources"

# Beginnings of the keys that stand on a student's pages; what only guides read is left out below.
STUDENT = {
    "Web": ["form.", "shell.", "problem.notFound", "problem.signInNeeded", "problem.forbidden", "problem.inside"],
    "People": ["signIn.", "resume.", "activation.", "form.problem."],
    "Agreements": ["agreement.", "notice."],
    "Guiding": ["home.", "manual.", "circumstance.", "share.", "whoSees.", "goal.", "step.", "success.", "task.", "notice.", "conversation."],
    "Privacy": ["rights.", "looks."],
    "Informing": ["mail.digest.", "mail.notice.", "digest.", "calendarFeed.", "live.", "notice."],
    "Care": ["referral.decide.", "referral.home.", "referral.stop", "referral.aboutYou", "signal.stands.", "notice.referral"],
    "Career": ["lead.own.", "skill.own.", "career.own.", "career.example.", "career.lookBack.", "career.option.none", "notice."],
    "Placements": ["houseRule.own.", "ladder.own."],
}
GUIDES = [
    "circumstance.propose", "circumstance.wording", "circumstance.aside", "circumstance.stateFor", "share.forGuardian", "share.guardian",
    "share.why", "manual.about", "conversation.newIntro", "conversation.mine", "conversation.summaryHint", "agreement.print",
    "career.lookBack.said", "career.lookBack.list",
]


def texts(path: Path) -> dict[str, str]:
    """Keys with their texts: two spaces a level, one text a line, as all files of texts are written."""
    found, place = {}, []
    for line in path.read_text().splitlines():
        match = re.match(r'( *)"?([\w-]+)"?:(?: (.*))?$', line)
        if not match:
            continue
        depth = len(match[1]) // 2
        place = place[:depth] + [match[2]]
        if match[3]:
            found[".".join(place)] = match[3].strip().strip('"')
    return found


def sentences(text: str) -> list[list[str]]:
    text = re.sub(r"\{\w+\}", "X", text)
    parts = re.split(r"(?<=[.!?:])\s+", text)
    return [words for part in parts if (words := re.findall(r"[\w’'-]+", part))]


def is_for_students(module: str, key: str) -> bool:
    return any(key.startswith(start) for start in STUDENT[module]) and not any(key.startswith(start) for start in GUIDES)


def measure(language: str, shows_all: bool) -> bool:
    counts, is_well = [], True
    for module in STUDENT:
        path = ROOT / module / "Content/Languages" / f"{language}.yaml"
        for key, text in texts(path).items():
            if not is_for_students(module, key):
                continue
            for words in sentences(text):
                # A label is no sentence: one or two words would make any mean look good.
                if len(words) > 2:
                    counts.append(len(words))
                if shows_all:
                    print(f"{len(words):3} {language} {key}: {' '.join(words)}")
                if len(words) > LONGEST:
                    print(f"{path.relative_to(ROOT.parent)}: {key}: {len(words)} words: {' '.join(words)}")
                    is_well = False
    mean = sum(counts) / len(counts) if counts else 0
    print(f"{language}: {len(counts)} sentences, mean {mean:.1f} words, longest {max(counts, default=0)}")
    return is_well and mean <= MEAN


def main() -> int:
    shows_all = "--all" in sys.argv[1:]
    results = [measure(language, shows_all) for language in ("nl", "en")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
