/*---
id: W16
version: 1
kind: data
title: { zh: 保障人口与登记成员数不一致, en: number of covered people does not fit the members listed }
severity: low
requires: [assistance]
columns: { assistance: [coveredSize] }
evidence: [covered_size, covered_members]
reason:
  zh: 家庭登记保障人口{covered_size}人，名单中在保成员{covered_members}人，需核对家庭成员
  en: the household is registered with {covered_size} covered people, {covered_members} are listed; the members need checking
innocent:
  zh: [新增或退出成员尚未更新, 名单只导出部分成员, 户编号录入有误]
  en: [a member joined or left lately, only some members were exported, the number of the household is wrong]
check:
  zh: [现有共同生活成员, 哪些成员享受保障]
  en: [who lives together now, which of them are covered]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 第六条, verified: false }
owner: yingbao
---*/
SELECT
  h.person_id,
  n.household_key AS episode,
  n.source AS sources,
  link_class_of(h.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  n.covered_size,
  n.covered_members
FROM household_now AS n
JOIN household AS h ON h.household_key = n.household_key AND h.scheme_group = n.scheme_group AND h.active
WHERE n.scheme_group = 'dibao'
  AND n.covered_size IS NOT NULL
  AND n.covered_size <> n.covered_members
QUALIFY row_number() OVER (PARTITION BY n.household_key ORDER BY h.is_head DESC, h.born, h.person_id, h.file, h.line) = 1
