/*---
id: M07
version: 2
kind: missed
title: { zh: 部门推送困难线索未核, en: a lead of hardship without cover }
severity: medium
requires: [assistance, petition]
absence: [assistance]
suppressors: [endedCover, goodIncome, fiscalPayroll, secondHouse, vehicle, business]
evidence: [petition_month]
parameters:
  months:
    type: number
    default: 12
    meaning:
      zh: 基准日前多少个月内的诉求计入
      en: months before the as-of date in which a petition counts
  askWords:
    type: text
    default: 低保|特困|五保|救助|救济|困难|补助|补贴|大病|重病|无力|贫困|孤儿|无依无靠|无人(照料|照顾|照看|抚养|赡养|供养)|(没有?|无|缺乏|失去|断了?)(任何|固定|稳定|其他|别的)?(收入|(生活|经济|收入)来源)|揭不开锅|吃不[上起]饭|看不起病|(交|缴|付|买|读|上|治|养)不起|拿不出|(负担|承担)不(起|了)|没钱(看|治|吃|买|上学|读书|生活)|欠.{0,6}(外债|医药费|医疗费|药费|住院费)|(过|活|生活)不下去|失业|残疾|失能|瘫痪|(日子|生活|家里|家中).{0,6}(难熬|艰难|拮据|没法过|过不去|难以(为继|维持|度日))|(政府|组织|民政|社区|街道|村里).{0,4}(帮一?[把帮]|拉一把|援手)
    meaning:
      zh: 请求救助的用语（正则，竖线分隔）
      en: words (alternatives of a pattern) that ask for aid
  neutralWords:
    type: text
    default: (农机|农资|耕地|地力|种粮|粮食|退耕|公益林|生态|草原|良种|以旧换新|家电|手机|数码|消费|购车|购房|购置|契税|租房|住房|人才|创业|就业|稳岗|培训|技能|见习|学历|生育|育儿|托育|高龄|老龄|老年|计生|独生子女|新能源|充电|燃油|公交|装修|电梯|研发|企业)[^，。；！？,;!?]{0,8}补[贴助]|失业保险|大病(医疗)?(保险|医保)|残疾人(专用)?(停车|车位|泊位|通道|卫生间|厕所|坡道|设施|联合会|运动会|就业保障金)|(低保|特困|五保|贫困)(户|家庭)[^，。；,;]{0,12}(违建|违章|搭建|占道|占用|扰民|噪音|噪声|养狗|打架|打人|堵)|(停车|出行|通行|办理|充电|打车|报名|取号)困难|(猫|狗|犬|动物)[^，。；,;]{0,6}救助|救助[^，。；,;]{0,6}(猫|狗|犬|动物)
    meaning:
      zh: 与生活困难无关、却含上述用语的说法（正则，竖线分隔），先行剔除
      en: phrases that hold such words and speak of no hardship (alternatives of a pattern); they are taken out first
  otherWords:
    type: text
    default: 举报|冒领|骗取|不符合低保|不该享受|不应享受|违规享受|关系保|人情保
    meaning:
      zh: 反映他人待遇问题的用语（正则）
      en: words that mark a complaint about somebody else's benefit
  thankWords:
    type: text
    default: 表扬|表示感谢|特此感谢|致谢|锦旗|点赞
    meaning:
      zh: 表扬感谢的用语（正则），不提请求
      en: words that mark praise, which asks for nothing
  pleadWords:
    type: text
    default: 请求|恳请|恳求|希望|求助|盼|能否|能不能|可否|请.{0,6}(帮|给予|解决|核实|考虑|照顾)|望.{0,6}(帮|给予|解决|核实|考虑|继续)|(^|现|还|再|想|要|特|也|，|。|；|,|;)申请
    meaning:
      zh: 表示请求的用语（正则）；含请求的不算单纯表扬
      en: words of a request; a petition that pleads is no mere praise
  behalfWords:
    type: text
    default: 代(为|替)?(其|他|她|邻|父|母|亲|爷|奶|公|婆|丈夫|妻|子|女|儿|孩|村民|居民|老人|同村|朋友).{0,8}(反映|申请|咨询|来电|求助|请求)|代为(反映|申请|咨询|求助)
    meaning:
      zh: 代他人反映的用语（正则）；未写明当事人的，不指向任何人
      en: words by which a petitioner speaks for another; where nobody is named the petition is about nobody we know
reason:
  zh: 线索来源：部门推送（{petition_month}），反映生活困难请求帮扶，未查到有效的低保、特困或孤儿保障记录
  en: a lead from another department ({petition_month}) asks for aid; no dibao, tekun or orphan cover in force was found
innocent:
  zh: [诉求已另行办结, 家庭条件不符合, 姓名相同而非同一人, 已在外县享受保障]
  en: [the matter was settled elsewhere, the household is not eligible, somebody else of the same name, covered in another county]
check:
  zh: [目前的生活来源, 所求帮扶的具体事项, 此前答复及原因, 本人是否愿意申请]
  en: [what the household lives on now, what help is asked for, earlier replies and reasons, whether the person wants to apply]
basis:
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 主动发现, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'subsidies of other kinds (以旧换新, 农机, 高龄), parking places for the disabled and the like ask for no aid' }
---*/
WITH asking AS (
  SELECT *
  FROM petition_person
  WHERE petition_date > $asOf - to_months(CAST($months AS INTEGER))
    AND petition_date <= $asOf
    AND (spoken_for OR subject_relation = 'self' OR NOT regexp_matches(content, $behalfWords))
    AND regexp_matches(regexp_replace(concat_ws(' ', category, content), $neutralWords, '', 'g'), $askWords)
    AND NOT regexp_matches(concat_ws(' ', category, content), $otherWords)
    AND NOT (regexp_matches(concat_ws(' ', category, content), $thankWords) AND NOT regexp_matches(content, $pleadWords))
)
SELECT
  p.person_id,
  '' AS episode,
  '[' || string_agg(p.source, ',' ORDER BY p.petition_date DESC, p.file, p.line) || ']' AS sources,
  link_class_of(min(p.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  strftime(max(p.petition_date), '%Y-%m') AS petition_month
FROM asking AS p
WHERE p.person_id NOT IN (SELECT person_id FROM dead_person)
  AND p.person_id NOT IN (SELECT person_id FROM covered_person)
GROUP BY p.person_id
