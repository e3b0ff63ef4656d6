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
  min(c.scheme_label) AS scheme_label,
  min(c.scheme) AS scheme,
  min(a.id_key) AS written_number
FROM assistance AS a
JOIN coverage AS c ON c.registry = a.registry AND c.file = a.file AND c.line = a.line AND c.person_id = a.person_id
LEFT JOIN registry_flaw AS f ON f.registry = a.registry AND f.code = 'D03'
WHERE c.active
  AND a.id_kind IN ('truncated', 'scientific')
  AND NOT coalesce(f.widespread, false)
GROUP BY a.person_id
