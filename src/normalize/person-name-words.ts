/** Words that occur in name cells and are no part of a name. All are plain text for regular expressions. */

/** Facts about the person; they are evidence (a death, a move) and are kept as notes. */
export const NOTE_WORDS =
  '已经?故|已?死亡|已?去世|已?病故|已?过世|已?亡故|已?身故|已?离世|已?注销|已?迁出|已?迁入|已?外迁|已?失踪|已?失联|已?服刑|服刑人员|在押|已?停保|已?停发|已?退出|已?退保|已?取消|已?脱贫|新增|户主|户主本人|非户主|代领|代办|代收|监护人|已?嫁出|外嫁|已?出嫁|已?离婚|重复|待核实|待核查|低保户?|五保户?|特困户?';

/** Forms of address at the end of a name that also stand after a bare surname. */
export const POLITE_TITLES =
  '先生|女士|小姐|太太|阿姨|大爷|大妈|大娘|大伯|大叔|大婶|老太太?|老爷子|老爷爷|老奶奶|老伯|老人家?|婴儿|男婴|女婴|新生儿|婆婆|阿婆|阿伯|阿嬷|奶奶|爷爷|叔叔|伯伯|婶婶';

/** Offices at the end of a whole name, or of a common surname. */
export const OFFICE_TITLES = '总?经理|主任|书记|村?支书|村长|组长|局长|科长|医生|老师|师傅|夫人';

/** Titles that are given names as well: only at the end of a whole name. */
export const AMBIGUOUS_TITLES = '同志';

/** What comes before another name of the same person. */
export const ALIAS_WORDS =
  '曾用名|曾用|曾名|原名|又名|又叫|别名|小名|乳名|外号|绰号|化名|旧名|本名|现名|改名|更名|俗名|法名|户口名|身份证名|身份证姓名';

/** Whole cells that name nobody. */
export const NOBODY =
  '无名(?:氏|[男女]婴|婴儿)?|姓名不详|不详|未知|不明|待核实?|待查|待定|待补|佚名|无姓?名?|没有|暂无|空白?|未取名|未命名|未起名|弃婴|婴儿|男婴|女婴|新生儿|宝宝|本人|户主|同上|同左|姓名|测试.*|合计|小计|总计|共计|制表人?.*|审核人?.*|填表人?.*|单位负责人.*';

/** The relation that makes `张三之妻` a description, not a name. */
export const KIN =
  '[长次大小三四五六]?[子女儿]|儿子|女儿|妻子?|夫|丈夫|母亲?|父亲?|孙子?|孙女|婴儿?|媳妇?|儿媳|配偶|遗孀|弟|兄|姐|妹|男婴|女婴';

/** Relations of two characters and more: they describe somebody also without 之, as in `张三母亲`. */
export const KIN_WORDS =
  '父亲|母亲|爸爸|妈妈|丈夫|妻子|老公|老婆|儿子|女儿|儿媳妇?|媳妇|孙子|孙女|外孙女?|外甥女?|侄子|侄女|女婿|外公|外婆|配偶|遗孀|遗属|家属|婴儿|男婴|女婴';

/** Two people under the name of one of them. */
export const COUPLE = '夫妇|夫妻';

/** How a component description speaks of a character that could not be typed: `莹加王旁`, `左王右英`. */
export const COMPONENTS =
  '[旁偏]$|旁.|字旁|字头|字底|[加减去换]|^左.+右.+|^上.+下.+|^.\\+.|[⿰-⿻]|草头|竹头|走之|门里|门内';

/** Words that make text in brackets a remark and not a nickname. */
export const REMARK_WORDS =
  '残|病|癌|瘫|聋|哑|盲|智力|精神|肢体|低保|特困|五保|贫困|边缘|脱贫|监测|儿子|女儿|妻|丈夫|父|母|祖|孙|[长次三四五]子|[长次三四五]女|兄|弟|姐|妹|侄|媳|婿|养子|养女|继|遗|孤|寡|独居|务工|外出|外地|学生|读书|在读|退休|退役|军人|党员|村民|居民|本村|本人|小组|[村镇乡县市组户]$|[0-9一二三四五六七八九十]+[岁组级号人]|证|死|亡|嫁|婚|住院|养老|刑|代|转|变更|更正|同名|另|见|领';

/** Marks of one person among relatives of the same name: `李四(小)`. */
export const ONE_CHARACTER_NOTES = '大小老中男女妻夫子父母亡故兄弟姐妹孙祖';

/** Labels before a name. */
export const LABELS = '已故|原户主|户主|死者|申请人|监护人|代理人|联系人|反映人|信访人|本人';
