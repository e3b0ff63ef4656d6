/*---
id: D04
version: 1
kind: data
title: { zh: 在保人员证号已脱敏, en: covered person with a masked ID }
severity: low
requires: [assistance]
evidence: [written_number]
reason:
  zh: 在享{scheme_label}，名单所填证号已脱敏，无法按证号与其他名单核对，需取得完整证号
  en: receives {scheme}; the number on the roll is masked and cannot be compared with other lists; the full number is needed
innocent:
  zh: [提供部门按规定脱敏, 导出模板自带脱敏, 原系统中的号码完整]
  en: [the department masks by its own rules, the export template masks, the number in the source system is complete]
check:
  zh: [向提供部门申请完整证号, 身份证或户口簿上的号码]
  en: [ask the department for the full number, the number on the ID card or household register]
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
WHERE a.id_kind = 'masked'
  AND NOT contains(a.widespread, 'D04')
GROUP BY a.person_id
