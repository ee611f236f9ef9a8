-- The records in which an organisation's name stands exactly so: the first few, for a person to look at.
-- $mentions and $records are the files of all parts.
SELECT m.register, m.record, m.role, m.name, m.address, m.city, m.country, m.codes, coalesce(r.title, '') AS title
FROM read_parquet($mentions) AS m
LEFT JOIN read_parquet($records) AS r ON r.register = m.register AND r.id = m.record
WHERE m.name = $name AND m.city = $city
ORDER BY m.register, m.record, m.seq
LIMIT 3
