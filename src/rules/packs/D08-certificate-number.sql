/*---
id: D08
version: 1
kind: data
title: { zh: 残疾证号与身份证号、类别或等级不符, en: 'disability number differs from the ID, the type or the level' }
severity: medium
requires: [disability]
evidence: [what_en]
reason:
  zh: 有效残疾证的证号与所填{what_zh}不符，类别和等级关系到能否享受保障和补贴，需核对证件
  en: the number of a valid certificate differs from the {what_en} on the list; type and level decide what the person may receive, so check the certificate
innocent:
  zh: [换证后等级有变, 类别或等级录入错误, 证号被表格软件损坏]
  en: [the level changed when the certificate was reissued, type or level mistyped, a spreadsheet damaged the number]
check:
  zh: [残疾人证原件上的号码、类别和等级, 身份证上的号码]
  en: ['number, type and level on the certificate itself', the number on the ID card]
basis:
  - { title: 《中华人民共和国残疾人证管理办法》, date: 2018-01-01, article: 第五条, verified: false }
owner: yingbao
---*/
-- The columns decide where number and columns both speak; the view fills empty ones from the number, so that only what
-- was written can differ.
WITH differing AS (
  SELECT
    d.person_id,
    d.link_rank,
    d.source,
    coalesce(left(d.disability_no, 18) <> d.id, false) AS by_id,
    coalesce(substr(d.disability_no, 19, 1) <> d.disability_type, false) AS by_type,
    coalesce(substr(d.disability_no, 20, 1) <> d.disability_level, false) AS by_level
  FROM disability AS d
  LEFT JOIN registry_flaw AS f ON f.registry = d.registry AND f.code = 'D08'
  WHERE d.status = 'valid'
    AND contains(d.flags, 'D08')
    AND NOT coalesce(f.widespread, false)
)
SELECT
  person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT source, ',' ORDER BY source) || ']' AS sources,
  link_class_of(max(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  concat_ws('、', CASE WHEN bool_or(by_id) THEN '身份证号' END, CASE WHEN bool_or(by_type) THEN '类别' END, CASE WHEN bool_or(by_level) THEN '等级' END) AS what_zh,
  concat_ws(' and ', CASE WHEN bool_or(by_id) THEN 'ID number' END, CASE WHEN bool_or(by_type) THEN 'type' END, CASE WHEN bool_or(by_level) THEN 'level' END) AS what_en
FROM differing
GROUP BY person_id
