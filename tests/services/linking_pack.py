"""The toy region with invented trials and participants, written as a snapshot folder: all names are invented."""

from __future__ import annotations

from pathlib import Path

from tests.services.source_packs import pack_with

TRIALS = """id,title,site,sponsor,city,country
T1,Invented trial one,Hospital de Dalt,Upper County Hospital,Dalt,XV
T2,Invented trial two,"Department of Invented Medicine, Hospital de Dalt",,Dalt,XV
T3,Invented trial three,Hospital de Dalt,,Elsewhere,ZZ
T4,Invented trial four,Acme Widgets of Nowhere Ltd,,Dalt,XV
T5,Invented trial five,Hospital Vell de Dalt,,Dalt,
"""
PARTICIPANTS = """pic,name,country,codes,projects,euro
901,Quite another name,XV,H01,7,1234567
902,Riverside Hospital,XV,,2,50000
"""
EMERGENTS = """name,county,city,codes
Invented Spin-off SL,DA,Dalt,pic:905
Invented Spin-off SL,DA,Dalt,pic:905
Invented Elsewhere SL,ZZ,Far,
Hospital de Dalt,DA,Dalt,
"""


def linking_pack(folder: Path) -> Path:
    """The pack, with trials, participants of a programme, projects without organisations, and start-ups."""
    mentions = (
        "[{role: site, name: site, city: city, country: country},"
        " {role: sponsor, name: sponsor, city: city, country: country}]"
    )
    trials = (
        "{id: assaigs, work: oficina-llits, format: delimited, files: assaigs.csv, vintage: '2020-10-12',"
        " options: {record: {kind: trial, register: reg, id: id, title: title, language: en}, mentions: "
        + mentions
        + "}, covers: {ca: Assaigs inventats., en: Invented trials.},"
        " lacks: {ca: Tots els altres., en: All other trials.}}"
    )
    participants = (
        "{id: participants, work: oficina-gent, format: delimited, files: participants.csv, vintage: '2017-07-05',"
        " options: {observations: [{about: pic, scheme: pic, period: {always: '2017-07'},"
        " measures: {projects: projects, euro: euro}}], record: {kind: participant, register: pic, id: pic, title:"
        " name}, mentions: [{role: participant, name: name, country: country, codes: {asv: codes, pic: pic}}]},"
        " covers: {ca: Participants inventats., en: Invented participants.},"
        " lacks: {ca: Quins projectes., en: Which projects.}}"
    )
    projects = (
        "{id: projectes, work: oficina-llits, format: delimited, files: projectes.csv, vintage: '2025',"
        " options: {record: {kind: project, register: prj, id: id, title: title}},"
        " covers: {ca: Projectes inventats., en: Invented projects.},"
        " lacks: {ca: Els participants., en: The participants.}}"
    )
    start_ups = (
        "{id: emergents, work: oficina-llits, introduces: cap, format: delimited, files: emergents.csv,"
        " vintage: '2023', options: {record: {kind: start-up, register: emergents, id: name, title: name},"
        " mentions: [{role: self, name:"
        " name, city: city, region: county, country: {always: XV}, codes: {pic: {column: codes, split: ':',"
        " part: 2}}}]},"
        " covers: {ca: Emergents inventades., en: Invented start-ups.}, lacks: {ca: Altres., en: Others.}}"
    )
    return pack_with(folder, trials, participants, projects, start_ups)


def linking_snapshots(folder: Path) -> Path:
    """The files of those data sets."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "assaigs.csv").write_text(TRIALS, encoding="utf-8")
    (folder / "participants.csv").write_text(PARTICIPANTS, encoding="utf-8")
    (folder / "emergents.csv").write_text(EMERGENTS, encoding="utf-8")
    (folder / "projectes.csv").write_text("id,title\nP1,Invented project\n", encoding="utf-8")
    return folder
