"""
Cities by which people name their time zone: one line a zone, names in Chinese and English.

Facts alone. A name that means two cities in different zones is left out, as San José is.
"""

from collections.abc import Iterator
from functools import cache

_CITIES = """
Asia/Shanghai: 北京 上海 中国 深圳 广州 杭州 东八区 成都 武汉 南京 西安 天津 重庆 苏州 长沙 合肥 青岛 厦门 沈阳 大连 哈尔滨 郑州 济南 乌鲁木齐 拉萨 昆明 | shanghai, beijing, china, shenzhen, guangzhou, hangzhou, chengdu, wuhan, nanjing, xi'an, xian, tianjin, chongqing, suzhou, hefei, qingdao, xiamen, dalian, harbin
Asia/Hong_Kong: 香港 | hong kong, hongkong
Asia/Macau: 澳门 | macau, macao
Asia/Taipei: 台北 台湾 高雄 台中 台南 新竹 | taipei, taiwan, kaohsiung, taichung, tainan, hsinchu
Asia/Tokyo: 东京 日本 大阪 京都 名古屋 横滨 福冈 札幌 | tokyo, japan, osaka, kyoto, nagoya, yokohama, fukuoka, sapporo
Asia/Seoul: 首尔 韩国 釜山 大田 | seoul, korea, south korea, busan, daejeon
Asia/Singapore: 新加坡 | singapore
Asia/Kuala_Lumpur: 吉隆坡 马来西亚 槟城 | kuala lumpur, malaysia, penang
Asia/Bangkok: 曼谷 泰国 | bangkok, thailand, chiang mai
Asia/Ho_Chi_Minh: 胡志明市 河内 越南 | ho chi minh city, saigon, hanoi, vietnam
Asia/Jakarta: 雅加达 | jakarta, bandung
Asia/Manila: 马尼拉 菲律宾 | manila, philippines
Asia/Kolkata: 新德里 印度 孟买 班加罗尔 金奈 海得拉巴 加尔各答 | new delhi, delhi, india, mumbai, bangalore, bengaluru, chennai, hyderabad, kolkata, pune
Asia/Karachi: 卡拉奇 伊斯兰堡 拉合尔 巴基斯坦 | karachi, islamabad, lahore, pakistan
Asia/Dhaka: 达卡 孟加拉国 | dhaka, bangladesh
Asia/Kathmandu: 加德满都 尼泊尔 | kathmandu, nepal
Asia/Colombo: 科伦坡 斯里兰卡 | colombo, sri lanka
Asia/Dubai: 迪拜 阿布扎比 阿联酋 | dubai, abu dhabi, uae
Asia/Riyadh: 利雅得 吉达 沙特 | riyadh, jeddah, saudi arabia
Asia/Tehran: 德黑兰 伊朗 | tehran, iran
Asia/Jerusalem: 耶路撒冷 特拉维夫 以色列 | jerusalem, tel aviv, israel, haifa
Asia/Almaty: 阿拉木图 | almaty
Europe/Istanbul: 伊斯坦布尔 安卡拉 土耳其 | istanbul, ankara, turkey
Europe/Moscow: 莫斯科 圣彼得堡 | moscow, saint petersburg, st petersburg
Europe/Kyiv: 基辅 乌克兰 | kyiv, kiev, ukraine
Europe/London: 伦敦 英国 爱丁堡 牛津 曼彻斯特 布里斯托 | london, uk, england, scotland, edinburgh, oxford, manchester, bristol, glasgow
Europe/Dublin: 都柏林 爱尔兰 | dublin, ireland
Europe/Lisbon: 里斯本 葡萄牙 | lisbon, portugal, porto
Europe/Madrid: 马德里 巴塞罗那 西班牙 | madrid, barcelona, spain, valencia
Europe/Paris: 巴黎 法国 里昂 图卢兹 尼斯 格勒诺布尔 | paris, france, lyon, toulouse, nice, grenoble, marseille
Europe/Brussels: 布鲁塞尔 比利时 鲁汶 | brussels, belgium, leuven, ghent
Europe/Amsterdam: 阿姆斯特丹 荷兰 代尔夫特 乌得勒支 | amsterdam, netherlands, delft, utrecht, eindhoven, rotterdam
Europe/Berlin: 柏林 德国 慕尼黑 汉堡 法兰克福 图宾根 海德堡 斯图加特 科隆 亚琛 德累斯顿 达姆施塔特 弗赖堡 | berlin, germany, munich, münchen, hamburg, frankfurt, tübingen, heidelberg, stuttgart, cologne, köln, aachen, dresden, darmstadt, freiburg, bonn
Europe/Zurich: 苏黎世 瑞士 日内瓦 洛桑 | zurich, zürich, switzerland, geneva, lausanne, basel, bern
Europe/Vienna: 维也纳 奥地利 林茨 | vienna, wien, austria, linz, graz
Europe/Rome: 罗马 米兰 意大利 都灵 博洛尼亚 | rome, milan, italy, turin, bologna, trento, naples
Europe/Athens: 雅典 希腊 | athens, greece
Europe/Prague: 布拉格 捷克 | prague, czechia
Europe/Warsaw: 华沙 波兰 克拉科夫 | warsaw, poland, krakow
Europe/Budapest: 布达佩斯 匈牙利 | budapest, hungary
Europe/Stockholm: 斯德哥尔摩 瑞典 哥德堡 | stockholm, sweden, gothenburg, lund
Europe/Copenhagen: 哥本哈根 丹麦 | copenhagen, denmark, aarhus
Europe/Oslo: 奥斯陆 挪威 | oslo, norway, trondheim, bergen
Europe/Helsinki: 赫尔辛基 芬兰 | helsinki, finland, espoo, tampere
Europe/Bucharest: 布加勒斯特 罗马尼亚 | bucharest, romania
Africa/Cairo: 开罗 埃及 | cairo, egypt
Africa/Johannesburg: 约翰内斯堡 开普敦 南非 | johannesburg, cape town, south africa
Africa/Nairobi: 内罗毕 肯尼亚 | nairobi, kenya
Africa/Lagos: 拉各斯 尼日利亚 | lagos, nigeria, abuja
America/New_York: 纽约 波士顿 华盛顿 费城 匹兹堡 亚特兰大 迈阿密 普林斯顿 纽黑文 底特律 | new york, nyc, boston, washington, philadelphia, pittsburgh, atlanta, miami, princeton, new haven, baltimore, ithaca
America/Toronto: 多伦多 蒙特利尔 渥太华 滑铁卢 | toronto, montreal, ottawa, waterloo
America/Chicago: 芝加哥 休斯顿 达拉斯 奥斯汀 圣路易斯 | chicago, houston, dallas, austin, st louis, madison, urbana, minneapolis
America/Denver: 丹佛 盐湖城 | denver, salt lake city, boulder
America/Phoenix: 凤凰城 | phoenix, tucson
America/Los_Angeles: 洛杉矶 旧金山 硅谷 西雅图 圣迭戈 斯坦福 伯克利 拉斯维加斯 波特兰 | los angeles, la, san francisco, sf, silicon valley, seattle, san diego, stanford, berkeley, palo alto, mountain view, las vegas
America/Vancouver: 温哥华 | vancouver
America/Edmonton: 埃德蒙顿 卡尔加里 | edmonton, calgary
America/Halifax: 哈利法克斯 | halifax
America/Anchorage: 安克雷奇 阿拉斯加 | anchorage, alaska
Pacific/Honolulu: 檀香山 夏威夷 | honolulu, hawaii
America/Mexico_City: 墨西哥城 | mexico city
America/Bogota: 波哥大 | bogota, bogotá
America/Lima: 利马 | lima
America/Santiago: 智利 | santiago de chile, chile
America/Sao_Paulo: 圣保罗 里约热内卢 巴西利亚 | são paulo, sao paulo, rio de janeiro, rio, brasilia
America/Argentina/Buenos_Aires: 布宜诺斯艾利斯 阿根廷 | buenos aires, argentina
Australia/Sydney: 悉尼 堪培拉 | sydney, canberra
Australia/Melbourne: 墨尔本 | melbourne
Australia/Brisbane: 布里斯班 | brisbane
Australia/Adelaide: 阿德莱德 | adelaide
Australia/Perth: 珀斯 | perth
Pacific/Auckland: 奥克兰 新西兰 惠灵顿 | auckland, new zealand, wellington
UTC: 世界时 | utc, gmt
"""


@cache
def zones_by_city() -> dict[str, str]:
    """Zones by the names of cities, simplified characters and English as they stand here."""
    return {name: zone for zone, chinese, english in _lines() for name in (*chinese, *english)}


@cache
def chinese_names() -> dict[str, str]:
    """The first city of each zone, in simplified characters."""
    return {zone: chinese[0] for zone, chinese, _ in _lines()}


def _lines() -> Iterator[tuple[str, list[str], list[str]]]:
    for line in _CITIES.strip().splitlines():
        zone, _, names = line.partition(": ")
        chinese, _, english = names.partition(" | ")
        yield zone, chinese.split(), english.split(", ")
