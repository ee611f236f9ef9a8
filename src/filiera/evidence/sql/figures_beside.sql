-- What else states the same measure, place and breakdown as $figure: other editions, outside evidence, repeats.
SELECT other.*, verdict.verdict
FROM figure AS self
JOIN figure AS other
    ON other.indicator = self.indicator
    AND other.territory = self.territory
    AND other.breakdown = self.breakdown
    AND other.address <> self.address
LEFT JOIN verdict ON verdict.figure = other.address
WHERE self.address = $figure
ORDER BY other.period, other.address
