/*---
id: W02
version: 2
kind: wrong
title: { zh: 同一人同类待遇重复登记, en: twice in one scheme }
severity: high
requires: [assistance]
yields: [months_at_risk]
evidence: [scheme, overlap_from]
parameters:
  lookbackMonths:
    type: number
    default: 600
    meaning:
      zh: 基准日前多少个月内的重叠仍计入
      en: how many months before the as-of date an overlap still counts
reason:
  zh: 在两个家庭或两个县同时登记为{scheme_label}对象，重叠自{overlap_from}起{overlap_months}个月，待核实
  en: registered for {scheme} in two households or counties at once, for {overlap_months} months from {overlap_from} on, to be verified
innocent:
  zh: [迁移后原登记未及时停止但已停发, 同名同号录入错误, 家庭分户当月交接]
  en: [moved and the old record was not closed although unpaid, entered under the wrong ID, the household was split in that month]
check:
  zh: [实际居住和共同生活的家庭, 两处是否都实际领取, 迁移或分户日期]
  en: [where the person really lives, whether both benefits are really drawn, day of the move or split]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'a record that does not say since when it runs overlaps only where it surely does' }
---*/
WITH pairs AS (
  SELECT
    a.person_id,
    a.scheme_group,
    a.scheme_label,
    a.source AS source_a,
    b.source AS source_b,
    least(a.link_rank, b.link_rank) AS link_rank,
    greatest(a.covers_from, b.covers_from, CAST($asOfMonth - to_months(CAST($lookbackMonths AS INTEGER)) AS DATE)) AS overlap_from,
    least(a.end_month, b.end_month) AS overlap_to
  FROM coverage AS a
  JOIN coverage AS b
    ON b.person_id = a.person_id
    AND b.scheme_group = a.scheme_group
    AND (b.file > a.file OR (b.file = a.file AND b.line > a.line))
  -- Temporary relief is given once at a time: two grants are no cover twice.
  WHERE a.scheme <> 'temporary'
    AND (a.county_key <> b.county_key
    OR CASE
      WHEN a.household_no IS NOT NULL AND b.household_no IS NOT NULL THEN a.household_no <> b.household_no
      WHEN a.head_key IS NOT NULL AND b.head_key IS NOT NULL THEN a.head_key <> b.head_key
      ELSE false
    END)
)
SELECT
  person_id,
  scheme_group AS episode,
  '[' || min_by(source_a || ',' || source_b, source_a || source_b) || ']' AS sources,
  link_class_of(min(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  scheme_group AS scheme,
  any_value(scheme_label ORDER BY scheme_label) AS scheme_label,
  strftime(min(overlap_from), '%Y-%m') AS overlap_from,
  max(date_diff('month', overlap_from, overlap_to)) AS overlap_months,
  max(date_diff('month', overlap_from, overlap_to)) AS months_at_risk
FROM pairs
WHERE overlap_from < overlap_to
GROUP BY person_id, scheme_group
