/*---
id: D07
version: 1
kind: data
title: { zh: 证号中的性别或出生日期与所填不符, en: sex or birth date differ from the ID }
severity: low
requires: []
evidence: [what_en]
reason:
  zh: 名单所填{what_zh}与证号不符，需核对证号是否属于本人
  en: what the list says of {what_en} differs from the ID number; check whether the number is this person’s
innocent:
  zh: [性别或出生日期录入错误, 登记的是农历生日, 误填家人的证号]
  en: [sex or birth date mistyped, the birthday of the lunar calendar, the number of somebody in the family]
check:
  zh: [身份证上的号码, 身份证上的性别和出生日期]
  en: [the number on the ID card, sex and birth date on the ID card]
basis:
  - { title: GB 11643-1999 公民身份号码, date: 1999-07-01, verified: false }
owner: yingbao
---*/
WITH record AS (
  SELECT person_id, link_rank, registry, source, flags, id, sex, birth_date
  FROM marked_record
  UNION ALL
  SELECT person_id, link_rank, registry, source, flags, id, sex, birth_date
  FROM disability
  WHERE status = 'valid'
),
differing AS (
  SELECT
    r.person_id,
    r.link_rank,
    r.source,
    coalesce((r.sex = 'M') <> (substr(r.id, 17, 1) IN ('1', '3', '5', '7', '9')), false) AS by_sex,
    coalesce(strftime(r.birth_date, '%Y%m%d') <> substr(r.id, 7, 8), false) AS by_birth
  FROM record AS r
  LEFT JOIN registry_flaw AS f ON f.registry = r.registry AND f.code = 'D07'
  WHERE contains(r.flags, 'D07')
    AND NOT coalesce(f.widespread, false)
)
SELECT
  person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT source, ',' ORDER BY source) || ']' AS sources,
  link_class_of(max(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  concat_ws('、', CASE WHEN bool_or(by_sex) THEN '性别' END, CASE WHEN bool_or(by_birth) THEN '出生日期' END) AS what_zh,
  concat_ws(' and ', CASE WHEN bool_or(by_sex) THEN 'sex' END, CASE WHEN bool_or(by_birth) THEN 'birth date' END) AS what_en
FROM differing
GROUP BY person_id
