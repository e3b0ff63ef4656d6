/*---
id: W22
version: 2
kind: data
title: { zh: 姓名备注显示状态变化, en: a note in the name says that something changed }
severity: medium
requires: [assistance]
parameters:
  words:
    type: text
    default: 已故|死亡|去世|亡故|病故|迁出|服刑|失踪|转出
    meaning:
      zh: 需要核查的姓名备注（正则）
      en: pattern of notes that are looked into
evidence: [note]
reason:
  zh: 在享{scheme_label}，姓名栏备注“{note}”，需先核对登记信息
  en: receives {scheme}; the name cell carries a note; the registration needs checking first
innocent:
  zh: [备注说的是其他家庭成员, 备注已过时, 录入误填]
  en: [the note is about somebody else in the family, the note is out of date, typed by mistake]
check:
  zh: [备注所指是谁, 现在的情况]
  en: [whom the note means, the present state]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第十三条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'of a line with several people only the one with the note' }
---*/
SELECT
  person_id,
  '' AS episode,
  '[' || string_agg(DISTINCT source, ',' ORDER BY source) || ']' AS sources,
  link_class_of(max(link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  min(scheme_group) AS scheme,
  min_by(scheme_label, (scheme_group, scheme_label)) AS scheme_label,
  min(name_note) AS note
FROM marked_record
WHERE regexp_matches(name_note, $words)
GROUP BY person_id
