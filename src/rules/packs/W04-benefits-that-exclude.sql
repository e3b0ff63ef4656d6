/*---
id: W04
version: 2
kind: wrong
title: { zh: 互斥待遇重叠登记, en: benefits that exclude each other }
severity: medium
requires: [assistance]
reads: { custom_work_injury: [startMonth, endMonth] }
parameters:
  minMonths:
    type: number
    default: 1
    meaning:
      zh: 重叠达到几个月才提示
      en: months of overlap from which a finding is made
yields: [months_at_risk]
evidence: [pair_en, overlap_from]
reason:
  zh: 同时登记{pair_zh}，重叠自{overlap_from}起{months_at_risk}个月，待核实应享受哪一项
  en: registered for {pair_en} at once, for {months_at_risk} months from {overlap_from} on, to be verified which one applies
innocent:
  zh: [转接当月两边均有登记, 一项已停发未更新, 当地规定可以叠加]
  en: [both are on record in the month of the change, one was stopped and not updated, local rules allow both]
check:
  zh: [两项是否都实际领取, 应享受哪一项, 转接日期]
  en: [whether both are drawn, which one applies, day of the change]
basis:
  - { title: 国发〔2015〕52号, date: 2015-09-22, article: 不重复享受, verified: false }
  - { title: 《特困人员认定办法》民发〔2021〕43号, date: 2021-07-01, article: 第九条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'a record that does not say since when it runs overlaps only where it surely does; the care payment for a work injury excludes both allowances' }
---*/
WITH benefit AS (
  SELECT
    person_id, link_rank, source, covers_from AS first_month, end_month,
    CASE WHEN scheme = 'defacto_orphan' THEN 'orphan' ELSE scheme END AS scheme
  FROM coverage
  WHERE scheme IN ('tekun', 'orphan', 'defacto_orphan')
  UNION ALL
  SELECT person_id, link_rank, source, first_month, end_month, scheme
  FROM allowance
  UNION ALL
  SELECT
    person_id, link_rank, source, coalesce(start_month, event_date),
    CAST(coalesce(end_month, $asOfMonth + to_months(1)) AS DATE), 'injury_care'
  FROM custom_work_injury
  WHERE coalesce(start_month, event_date) IS NOT NULL
),
exclusive AS (
  SELECT *
  FROM (VALUES
    ('tekun', 'orphan', '特困与孤儿（事实无人抚养儿童）保障', 'tekun and orphan cover'),
    ('tekun', 'disability_living', '特困与困难残疾人生活补贴', 'tekun and the living allowance for disabled people'),
    ('tekun', 'disability_care', '特困与重度残疾人护理补贴', 'tekun and the care allowance'),
    ('orphan', 'disability_living', '孤儿保障与困难残疾人生活补贴', 'orphan cover and the living allowance'),
    ('injury_care', 'disability_care', '工伤生活护理费与重度残疾人护理补贴', 'the care payment for a work injury and the care allowance'),
    ('injury_care', 'disability_living', '工伤生活护理费与困难残疾人生活补贴', 'the care payment for a work injury and the living allowance')
  ) AS x (scheme_a, scheme_b, pair_zh, pair_en)
),
pairs AS (
  SELECT
    a.person_id, x.pair_zh, x.pair_en, a.source AS source_a, b.source AS source_b,
    least(a.link_rank, b.link_rank) AS link_rank,
    greatest(a.first_month, b.first_month) AS overlap_from,
    least(a.end_month, b.end_month) AS overlap_to
  FROM benefit AS a
  JOIN exclusive AS x ON x.scheme_a = a.scheme
  JOIN benefit AS b ON b.person_id = a.person_id AND b.scheme = x.scheme_b
)
SELECT
  person_id,
  pair_en AS episode,
  '[' || min_by(source_a || ',' || source_b, source_a || source_b) || ']' AS sources,
  link_class_of(min(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  any_value(pair_zh) AS pair_zh,
  pair_en,
  strftime(min(overlap_from), '%Y-%m') AS overlap_from,
  max(date_diff('month', overlap_from, overlap_to)) AS months_at_risk
FROM pairs
WHERE date_diff('month', overlap_from, overlap_to) >= $minMonths
GROUP BY person_id, pair_en
