/*---
id: W03
version: 2
kind: wrong
title: { zh: 低保与特困重复登记, en: dibao and tekun in the same month }
severity: high
requires: [assistance]
yields: [months_at_risk]
evidence: [overlap_from]
parameters:
  lookbackMonths:
    type: number
    default: 600
    meaning:
      zh: 基准日前多少个月内的重叠仍计入
      en: how many months before the as-of date an overlap still counts
reason:
  zh: 低保与特困登记重叠，自{overlap_from}起{overlap_months}个月，待核实
  en: dibao and tekun records overlap for {overlap_months} months from {overlap_from} on, to be verified
innocent:
  zh: [低保转特困当月交接, 一处已停发未更新, 证号录入错误]
  en: [moved from dibao to tekun in that month, one record was stopped and not updated, entered under the wrong ID]
check:
  zh: [应当享受哪一类待遇, 两处是否都实际领取, 是否需要结清差额]
  en: [which benefit applies, whether both are really drawn, whether amounts must be settled]
basis:
  - { title: 《特困人员认定办法》民发〔2021〕43号, date: 2021-07-01, article: 第八条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'a record that does not say since when it runs overlaps only where it surely does' }
---*/
WITH pairs AS (
  SELECT
    a.person_id,
    a.source AS source_a,
    b.source AS source_b,
    least(a.link_rank, b.link_rank) AS link_rank,
    greatest(a.covers_from, b.covers_from, CAST($asOfMonth - to_months(CAST($lookbackMonths AS INTEGER)) AS DATE)) AS overlap_from,
    least(a.end_month, b.end_month) AS overlap_to
  FROM coverage AS a
  JOIN coverage AS b ON b.person_id = a.person_id
  WHERE a.scheme_group = 'dibao'
    AND b.scheme_group = 'tekun'
)
SELECT
  person_id,
  '' AS episode,
  '[' || min_by(source_a || ',' || source_b, source_a || source_b) || ']' AS sources,
  link_class_of(min(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  strftime(min(overlap_from), '%Y-%m') AS overlap_from,
  max(date_diff('month', overlap_from, overlap_to)) AS overlap_months,
  max(date_diff('month', overlap_from, overlap_to)) AS months_at_risk
FROM pairs
WHERE overlap_from < overlap_to
GROUP BY person_id
