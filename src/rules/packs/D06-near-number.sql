/*---
id: D06
version: 1
kind: data
title: { zh: 姓名和出生日期相同而证号仅差一两位, en: 'same name and birth date, numbers one or two places apart' }
severity: low
requires: []
evidence: [pairs]
reason:
  zh: 另有记录姓名和出生日期相同而证号仅差一两位（{places}），{judgement_zh}
  en: another record bears the same name and birth date and a number one or two places apart ({places}); {judgement_en}
innocent:
  zh: [双胞胎或同名同日出生的人, 升位或更正时号码有变, 同一笔误已在办理更正]
  en: [twins or a namesake born on the same day, the number changed when it was upgraded or corrected, the slip is being corrected already]
check:
  zh: [身份证上的号码, 哪一份名单录入有误, 是否确为两个人]
  en: [the number on the ID card, which list holds the mistake, whether there are two people]
basis:
  - { title: GB 11643-1999 公民身份号码, date: 1999-07-01, verified: false }
owner: yingbao
---*/
-- The check character catches a single slip: where one number is invalid it is a typing mistake; two valid numbers are
-- more often two people. Nothing is merged.
SELECT
  n.person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT n.source, ',' ORDER BY n.source) || ',' || string_agg(DISTINCT n.other_sources, ',' ORDER BY n.other_sources) || ']' AS sources,
  link_class_of(max(n.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  string_agg(DISTINCT n.other_registries, ' ' ORDER BY n.other_registries) AS places,
  CASE WHEN bool_or(NOT n.both_valid) THEN '其中一个号码无效，疑似录入错误，需核对' ELSE '两个号码均有效，可能是两个人，也可能是一人两号，需核对' END AS judgement_zh,
  CASE WHEN bool_or(NOT n.both_valid) THEN 'one of the numbers is invalid, probably a typing mistake: check' ELSE 'both are valid: perhaps two people, perhaps one person with two numbers: check' END AS judgement_en,
  string_agg(DISTINCT n.pair_key, ' ' ORDER BY n.pair_key) AS pairs
FROM near_number AS n
GROUP BY n.person_id
