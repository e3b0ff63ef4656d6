/*---
id: D05
version: 1
kind: data
title: { zh: 同一身份证号姓名不符, en: same valid ID with incompatible names }
severity: medium
requires: []
evidence: [names_count]
reason:
  zh: 同一有效身份证号在不同名单中姓名不符（{names_count}种写法），系统未作合并，需先核实身份
  en: one valid ID stands under {names_count} incompatible names; nothing was merged, verify the identity first
innocent:
  zh: [曾用名或改名, 录入时错用他人证号, 代办人证号误填]
  en: [a former name, somebody else's number was typed, the number of the person who applied for them]
check:
  zh: [核对身份证原件, 哪一份名单录入有误]
  en: [the ID card itself, which list holds the mistake]
basis:
  - { title: GB 11643-1999 公民身份号码, date: 1999-07-01, verified: false }
owner: yingbao
---*/
SELECT
  min_by(c.person_id, c.record_order) AS person_id,
  '' AS episode,
  '[' || string_agg(c.source, ',' ORDER BY c.record_order) || ']' AS sources,
  'certain' AS link_class,
  NULL AS amount,
  false AS refused,
  count(DISTINCT c.name) AS names_count
FROM identity_conflict AS c
GROUP BY c.conflict_key
