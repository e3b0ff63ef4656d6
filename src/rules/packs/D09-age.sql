/*---
id: D09
version: 1
kind: data
title: { zh: 在保人员年龄超过110岁或为负, en: covered person above 110 or not yet born }
severity: medium
requires: [assistance]
evidence: [born_year]
reason:
  zh: 在享{scheme_label}，按登记信息出生于{born_year}年，需核对出生日期和本人近况
  en: receives {scheme}; born in {born_year} by the registration; check the birth date and how the person is
innocent:
  zh: [确为高寿老人, 出生年份录入错误, 15位证号升位时世纪有误]
  en: [the person really is that old, the year of birth mistyped, the century is wrong since a 15-digit number was upgraded]
check:
  zh: [本人近况, 身份证或户口簿上的出生日期]
  en: [how the person is, the birth date on the ID card or household register]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
---*/
SELECT
  a.person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT a.source, ',' ORDER BY a.source) || ']' AS sources,
  link_class_of(max(a.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  min(a.scheme_label) AS scheme_label,
  min(a.scheme) AS scheme,
  min(coalesce(substr(a.id, 7, 4), strftime(a.birth_date, '%Y'))) AS born_year
FROM marked_record AS a
WHERE contains(a.flags, 'D09')
  AND NOT contains(a.widespread, 'D09')
GROUP BY a.person_id
