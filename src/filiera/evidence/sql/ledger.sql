-- Every claim with its verdict, the heading it stands under and how many findings it has, in reading order.
SELECT
    figure.*,
    verdict.verdict,
    section.title_json AS section_title_json,
    publication.title_json AS publication_title_json,
    publication.published AS publication_published,
    (SELECT count(*) FROM finding WHERE finding.figure = figure.address) AS findings
FROM figure
LEFT JOIN verdict ON verdict.figure = figure.address
LEFT JOIN section ON section.publication = figure.publication AND section.id = figure.section
LEFT JOIN publication ON publication.id = figure.publication
WHERE figure.origin = 'claim'
ORDER BY figure.publication, figure.line NULLS LAST, figure.address
