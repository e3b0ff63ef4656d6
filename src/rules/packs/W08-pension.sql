/*---
id: W08
version: 5
kind: wrong
title: { zh: 家庭人均养老金高于标准, en: pensions per head above the standard }
severity: medium
requires: [assistance]
departments: [pension]
columns: { custom_pension: [amount, pensionType] }
reads: { custom_pension: [payMonth] }
standard: true
parameters:
  multiple:
    type: number
    default: 1
    meaning:
      zh: 家庭人均养老金为当地低保月标准的倍数
      en: pensions per head of the household as a multiple of the county's monthly dibao standard
  excluded:
    type: text
    default: 居民|新农保|基础养老金
    meaning:
      zh: 不计入收入的养老金种类（正则）
      en: pattern of pensions that do not count as income
  months:
    type: number
    default: 3
    meaning:
      zh: 最近一次发放须在养老金名单截止日期前多少个月内
      en: months before the date of the list within which the last pension must lie
  drawn:
    type: text
    default: 正常|发放|在发|在领|领取|享受
    meaning:
      zh: 视为正在领取的状态（正则）；状态为空视为正在领取
      en: status words of a pension that is drawn (pattern); an empty status counts as drawn
  stopped:
    type: text
    default: 停|终止|注销|死亡|未|非正常|不正常|失败|退回
    meaning:
      zh: 视为已停发的状态（正则），先于前一项
      en: status words of a pension that is not drawn (pattern); they go before the others
  tolerance:
    type: number
    default: 1
    meaning:
      zh: 超出门槛多少元以内不提示
      en: yuan above the threshold that are let pass
grounds: [pension_steps]
reason:
  zh: 在享{scheme_label}，家庭{members}人养老金合计人均每月{per_head}元，高于当地低保月标准{standard}元，待核实
  en: receives {scheme}; pensions of the household of {members} come to {per_head} yuan a head and month, above the local standard of {standard} yuan, to be verified
innocent:
  zh: [含不计入收入的基础养老金, 共同生活成员多于登记人数, 养老金标准刚调整, 处于渐退期]
  en: [a part does not count as income, more people live together than are registered, pensions were raised lately, in the gradual-exit period]
check:
  zh: [养老金种类和金额, 共同生活人数, 家庭人均收入重新核算]
  en: [kind and amount of the pension, how many live together, income per head computed anew]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 家庭收入, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'every pension of the household counts for how sure the identity is; rows of one person count once' }
  - { version: 3, date: 2026-11-28, note: a pension that was suspended or is no longer paid is no income }
  - { version: 4, date: 2026-11-28, note: 'tekun too: whoever has an income above the dibao standard has a source of living' }
  - { version: 5, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH pension AS (
  SELECT person_id, amount, source, link_rank, drawn
  FROM (
    SELECT
      person_id, amount, source, link_rank,
      coalesce(pay_month, as_of) AS paid_for,
      coalesce(pay_month, as_of) > as_of - to_months(CAST($months AS INTEGER))
        AND amount > 0
        AND coalesce(regexp_matches(status, $drawn) AND NOT regexp_matches(status, $stopped), true) AS drawn
    FROM custom_pension
    WHERE NOT regexp_matches(coalesce(pension_type, ''), $excluded)
  ) AS p
  -- The last month decides: who was paid before and is no longer has no pension.
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY paid_for DESC, drawn DESC, amount, source) = 1
),
member AS (
  SELECT household_key, person_id, max(family_size) AS family_size, max(link_rank) AS link_rank
  FROM household
  WHERE active
    AND scheme_group IN ('dibao', 'tekun')
  GROUP BY household_key, person_id
),
home AS (
  SELECT
    m.household_key,
    greatest(count(*), coalesce(max(m.family_size), 0)) AS members,
    sum(p.amount) AS total,
    min(least(m.link_rank, p.link_rank)) FILTER (WHERE p.person_id IS NOT NULL) AS link_rank,
    string_agg(p.source, ',' ORDER BY p.amount DESC, p.source) AS source_list
  FROM member AS m
  LEFT JOIN pension AS p ON p.person_id = m.person_id AND p.drawn
  GROUP BY m.household_key
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || h.source_list || ']' AS sources,
  link_class_of(least(c.link_rank, h.link_rank)) AS link_class,
  NULL AS amount,
  c.monthly_yuan IS NULL AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  h.members,
  CAST(h.total / h.members AS DECIMAL(14, 2)) AS per_head,
  CAST(c.monthly_yuan AS DECIMAL(14, 2)) AS standard,
  -- Pensions rise every year, and so does the standard: half a standard more is something new.
  generate_series(1, CAST(least(floor(2 * h.total / h.members / c.monthly_yuan), 1000) AS INTEGER)) AS pension_steps
FROM covered_person AS c
JOIN pension AS p ON p.person_id = c.person_id AND p.drawn
JOIN home AS h ON h.household_key = c.household_key
WHERE h.total / h.members > $multiple * coalesce(c.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')) + $tolerance
