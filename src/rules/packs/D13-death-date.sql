/*---
id: D13
version: 1
kind: data
title: { zh: 死亡日期在将来或早于出生, en: death in the future or before birth }
severity: medium
requires: [death]
evidence: [deaths]
reason:
  zh: 死亡登记中的日期{what_zh}，而本人在救助、残疾人或发放名单上，需核对是否健在
  en: the date in the registration of death {what_en}, and the person is on a roll of assistance, disability or payments; check whether the person is alive
innocent:
  zh: [死亡日期录入错误, 登记的是他人, 证号录入错误]
  en: [the date of death mistyped, somebody else was registered, the number mistyped]
check:
  zh: [是否健在, 死亡证明或火化证明上的姓名、证号和日期]
  en: [whether the person is alive, 'name, number and date on the certificate of death or cremation']
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
---*/
-- A date in the future ends no payment, and one before birth would hide the person from every search for missed cover.
WITH listed AS (
  SELECT person_id FROM assistance
  UNION
  SELECT person_id FROM disability
  UNION
  SELECT person_id FROM payment
)
SELECT
  d.person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT d.source, ',' ORDER BY d.source) || ']' AS sources,
  link_class_of(max(d.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  CASE WHEN bool_or(d.death_date > d.as_of) THEN '晚于名单截止日期' ELSE '早于出生' END AS what_zh,
  CASE WHEN bool_or(d.death_date > d.as_of) THEN 'lies after the day to which the list is complete' ELSE 'lies before the birth' END AS what_en,
  string_agg(DISTINCT strftime(d.death_date, '%Y-%m-%d'), ' ' ORDER BY strftime(d.death_date, '%Y-%m-%d')) AS deaths
FROM death AS d
LEFT JOIN registry_flaw AS f ON f.registry = d.registry AND f.code = 'D13'
WHERE contains(d.flags, 'D13')
  AND NOT coalesce(f.widespread, false)
  AND d.person_id IN (SELECT person_id FROM listed)
GROUP BY d.person_id
