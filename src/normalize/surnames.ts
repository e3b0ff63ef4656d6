/** Surnames of two characters; the other surnames in use have one. */
export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  '欧阳 歐陽 上官 皇甫 令狐 司徒 诸葛 諸葛 司马 司馬 申屠 慕容 长孙 長孫 尉迟 尉遲 宇文 夏侯 公孙 公孫 轩辕 軒轅 钟离 鍾離 鐘離 闻人 聞人 东方 東方 赫连 赫連 澹台 澹臺 淳于 单于 單于 太叔 仲孙 仲孫 呼延 端木 独孤 獨孤 南宫 南宮 万俟 萬俟 濮阳 濮陽 拓跋 百里 东郭 東郭 西门 西門 第五 达奚 完颜 纳兰 哥舒 公冶 宗政 梁丘 左丘 谷梁 穀梁 亓官 鲜于 鮮于 巫马 公西 漆雕 乐正 壤驷 段干 东门 南门 公羊 司空 司寇 子车 颛孙 闾丘 归海 微生 佴邵 范姜'.split(
    ' ',
  ),
);

/** The single-character surnames that cover more than 99 % of people, for telling a second name from a given name. */
const COMMON =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤洪翁游庄赖柯涂蓝兰池阮缪温巫蓝詹饶俞鲍章施华倪简章葛柳甘季易乔伍庞颜牛俞安纪聂苗关焦佘娄凌霍辛耿祝左应包鲁卜' +
  '欧连苗骆卓艾阳房裴路祁盛初丘冉齐宁岑古滕米尤边喻辜官车柴刁危邢时宫梅佟麦梅穆谷卞单曲单仇解查盖区朴翟乐员种那冼肃萧傅阎占代於吉项屈褚蒲符申冷瞿景丛全隋臧桑闵焉晏管郎宗甄匡荣盘蒙商茅苟屠司强席' +
  '張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭葉蘇呂盧鐘鍾譚陸範賈韋鄒龍賀顧龔萬錢嚴湯莊賴塗藍溫饒華';

export const COMMON_SURNAMES: ReadonlySet<string> = new Set(COMMON);

/**
 * Further surnames of one character, as the old book of surnames lists them and as people bear them today. Many are
 * given characters as well, so they tell no second name from a given one. 平, 巴, 乌 and 索 are left out: far more names that
 * only spell a sound begin with them.
 */
const RARE =
  '戚奚昌酆殷毕邬皮康元黄和尹湛狄贝明计伏成谈舒祝懋麻路危童颜郭刁锺樊虞支昝裘经缪干应丁宣贲郁杭诸嵇邢滑荀羊於惠家封芮羿储靳汲邴糜富弓牧隗山侯宓蓬郗班仰秋仲仇栾暴甘钭厉戎祖武' +
  '束幸韶郜黎蓟薄印宿怀从鄂咸籍蔺屠胥能苍双闻莘谭劳逄姬扶堵宰郦雍郤璩桂濮扈冀郏浦尚农温别充慕茹习宦鱼容古慎戈终暨居衡步都国文寇广禄阙东沃利蔚越夔隆师巩厍晁勾敖融訾阚空毋沙乜养鞠须巢蒯后荆红游竺权逯桓公' +
  '亓綦侍揭缑忻禚苑苌敬谌税雒隽仵撖呙但鄢涅帅母青晋辇铁拓折由原信展战虎花普满冶郇郸牟亢况操';

/** Every surname of one character that is known here. */
export const SURNAMES: ReadonlySet<string> = new Set(COMMON + RARE);

/** The surname a name begins with: two characters where they are a compound surname and a given name follows. */
export function surnameOf(name: string): string {
  const characters = Array.from(name);
  const two = characters.slice(0, 2).join('');
  return characters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : (characters[0] ?? '');
}
