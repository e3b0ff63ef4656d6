/*---
id: D14
version: 1
kind: data
title: { zh: 户主不在人员名单中, en: head of a household who is listed nowhere }
severity: low
requires: [assistance]
columns: { assistance: [headId|headName|relation] }
evidence: [head_key]
reason:
  zh: 家庭在享{scheme_label}，登记户主未出现在人员名单中，需核对户主和家庭成员
  en: the household receives {scheme}, and its head is not among the people listed; check the head and the members
innocent:
  zh: [户主不享受保障因而未导出, 户主已变更未更新, 户主证号录入错误]
  en: [the head is not covered and was left out of the export, the head has changed, the number of the head mistyped]
check:
  zh: [现任户主是谁, 家庭成员是否齐全]
  en: [who the head is now, whether all members are listed]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
owner: yingbao
---*/
-- A head who was registered as dead is W18's.
SELECT
  h.person_id,
  h.household_key AS episode,
  '[' || h.source || ']' AS sources,
  link_class_of(h.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  h.scheme_label,
  h.scheme_group AS scheme,
  m.head_key
FROM headless_household AS m
JOIN household AS h ON h.registry = m.registry AND h.household_key = m.household_key AND h.active
LEFT JOIN registry_flaw AS f ON f.registry = m.registry AND f.code = 'D14'
LEFT JOIN death AS d ON d.id = m.head_key
WHERE d.id IS NULL
  AND NOT coalesce(f.widespread, false)
QUALIFY row_number() OVER (PARTITION BY m.registry, m.household_key ORDER BY h.link_rank DESC, h.born, h.person_id, h.scheme, h.file, h.line) = 1
