/*---
id: D03
version: 1
kind: data
title: { zh: 在保人员证号被表格软件损坏, en: covered person whose ID a spreadsheet damaged }
severity: low
requires: [assistance]
evidence: [written_number]
reason:
  zh: 在享{scheme_label}，名单所填证号被表格软件截断，末尾几位已丢失，需按证件补全
  en: receives {scheme}; a spreadsheet cut the number on the roll, its last digits are lost; complete it from the document
innocent:
  zh: [导出时证号列未设为文本, 原系统中的号码完整, 号码末三位恰为000]
  en: [the column was not text when it was exported, the number in the source system is complete, the number happens to end in 000]
check:
  zh: [原系统或身份证上的完整号码, 证号列设为文本后重新导出]
  en: [the complete number in the source system or on the ID card, export again with the column as text]
basis:
  - { title: GB 11643-1999 公民身份号码, date: 1999-07-01, verified: false }
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
  min(a.id_key) AS written_number
FROM marked_record AS a
WHERE a.id_kind IN ('truncated', 'scientific')
  AND NOT contains(a.widespread, 'D03')
GROUP BY a.person_id
