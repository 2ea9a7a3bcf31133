"""The seven Smarts and the 77 provinces (ISO 3166-2:TH): facts, not choices. Order keys are fixed here as computed."""

from django.db import migrations

SMARTS = [
    (1, 'environment', 'Smart Environment', 'สิ่งแวดล้อมอัจฉริยะ', 'water, air, waste, climate and disaster watch with the public taking part', 'น้ำ อากาศ ของเสีย สภาพภูมิอากาศ และการเฝ้าระวังภัยพิบัติ โดยประชาชนมีส่วนร่วม'),
    (2, 'mobility', 'Smart Mobility', 'การเดินทางและขนส่งอัจฉริยะ', 'convenient, safe, connected and clean traffic and transport', 'การจราจรและขนส่งที่สะดวก ปลอดภัย เชื่อมต่อ และเป็นมิตรต่อสิ่งแวดล้อม'),
    (3, 'living', 'Smart Living', 'การดำรงชีวิตอัจฉริยะ', 'health, safety, quality of life and universal design', 'สุขภาพ ความปลอดภัย คุณภาพชีวิต และการออกแบบเพื่อทุกคน'),
    (4, 'people', 'Smart People', 'พลเมืองอัจฉริยะ', 'knowledge, skills, lifelong learning, inclusion and participation', 'ความรู้ ทักษะ การเรียนรู้ตลอดชีวิต ความเท่าเทียม และการมีส่วนร่วม'),
    (5, 'energy', 'Smart Energy', 'พลังงานอัจฉริยะ', 'efficient, balanced, secure and clean energy', 'พลังงานที่มีประสิทธิภาพ สมดุล มั่นคง และสะอาด'),
    (6, 'economy', 'Smart Economy', 'เศรษฐกิจอัจฉริยะ', 'digital technology that adds economic value and uses resources well', 'เทคโนโลยีดิจิทัลที่เพิ่มมูลค่าทางเศรษฐกิจและใช้ทรัพยากรอย่างคุ้มค่า'),
    (7, 'governance', 'Smart Governance', 'การบริหารภาครัฐอัจฉริยะ', 'public services built on open data, accountability and service innovation', 'บริการภาครัฐบนฐานข้อมูลเปิด ความรับผิดชอบ และนวัตกรรมบริการ'),
]
PROVINCES = [
    ('TH-10', 'กรุงเทพมหานคร', 'Bangkok', 'กรุงทเพมหานคร'),
    ('TH-11', 'สมุทรปราการ', 'Samut Prakan', 'สมุทรปราการ'),
    ('TH-12', 'นนทบุรี', 'Nonthaburi', 'นนทบุรี'),
    ('TH-13', 'ปทุมธานี', 'Pathum Thani', 'ปทุมธานี'),
    ('TH-14', 'พระนครศรีอยุธยา', 'Phra Nakhon Si Ayutthaya', 'พระนครศรีอยุธยา'),
    ('TH-15', 'อ่างทอง', 'Ang Thong', 'อางทอง\x01001่'),
    ('TH-16', 'ลพบุรี', 'Lop Buri', 'ลพบุรี'),
    ('TH-17', 'สิงห์บุรี', 'Sing Buri', 'สิงหบุรี\x01004์'),
    ('TH-18', 'ชัยนาท', 'Chai Nat', 'ชัยนาท'),
    ('TH-19', 'สระบุรี', 'Saraburi', 'สระบุรี'),
    ('TH-20', 'ชลบุรี', 'Chon Buri', 'ชลบุรี'),
    ('TH-21', 'ระยอง', 'Rayong', 'ระยอง'),
    ('TH-22', 'จันทบุรี', 'Chanthaburi', 'จันทบุรี'),
    ('TH-23', 'ตราด', 'Trat', 'ตราด'),
    ('TH-24', 'ฉะเชิงเทรา', 'Chachoengsao', 'ฉะชเิงทเรา'),
    ('TH-25', 'ปราจีนบุรี', 'Prachin Buri', 'ปราจีนบุรี'),
    ('TH-26', 'นครนายก', 'Nakhon Nayok', 'นครนายก'),
    ('TH-27', 'สระแก้ว', 'Sa Kaeo', 'สระกแว\x01005้'),
    ('TH-30', 'นครราชสีมา', 'Nakhon Ratchasima', 'นครราชสีมา'),
    ('TH-31', 'บุรีรัมย์', 'Buri Ram', 'บุรีรัมย\x01008์'),
    ('TH-32', 'สุรินทร์', 'Surin', 'สุรินทร\x01007์'),
    ('TH-33', 'ศรีสะเกษ', 'Si Sa Ket', 'ศรีสะกเษ'),
    ('TH-34', 'อุบลราชธานี', 'Ubon Ratchathani', 'อุบลราชธานี'),
    ('TH-35', 'ยโสธร', 'Yasothon', 'ยสโธร'),
    ('TH-36', 'ชัยภูมิ', 'Chaiyaphum', 'ชัยภูมิ'),
    ('TH-37', 'อำนาจเจริญ', 'Amnat Charoen', 'อำนาจจเริญ'),
    ('TH-38', 'บึงกาฬ', 'Bueng Kan', 'บึงกาฬ'),
    ('TH-39', 'หนองบัวลำภู', 'Nong Bua Lam Phu', 'หนองบัวลำภู'),
    ('TH-40', 'ขอนแก่น', 'Khon Kaen', 'ขอนกแน\x01005่'),
    ('TH-41', 'อุดรธานี', 'Udon Thani', 'อุดรธานี'),
    ('TH-42', 'เลย', 'Loei', 'ลเย'),
    ('TH-43', 'หนองคาย', 'Nong Khai', 'หนองคาย'),
    ('TH-44', 'มหาสารคาม', 'Maha Sarakham', 'มหาสารคาม'),
    ('TH-45', 'ร้อยเอ็ด', 'Roi Et', 'รอยอเด\x01001้006็'),
    ('TH-46', 'กาฬสินธุ์', 'Kalasin', 'กาฬสินธุ\x01008์'),
    ('TH-47', 'สกลนคร', 'Sakon Nakhon', 'สกลนคร'),
    ('TH-48', 'นครพนม', 'Nakhon Phanom', 'นครพนม'),
    ('TH-49', 'มุกดาหาร', 'Mukdahan', 'มุกดาหาร'),
    ('TH-50', 'เชียงใหม่', 'Chiang Mai', 'ชเียงหใม\x01008่'),
    ('TH-51', 'ลำพูน', 'Lamphun', 'ลำพูน'),
    ('TH-52', 'ลำปาง', 'Lampang', 'ลำปาง'),
    ('TH-53', 'อุตรดิตถ์', 'Uttaradit', 'อุตรดิตถ\x01008์'),
    ('TH-54', 'แพร่', 'Phrae', 'พแร\x01003่'),
    ('TH-55', 'น่าน', 'Nan', 'นาน\x01001่'),
    ('TH-56', 'พะเยา', 'Phayao', 'พะยเา'),
    ('TH-57', 'เชียงราย', 'Chiang Rai', 'ชเียงราย'),
    ('TH-58', 'แม่ฮ่องสอน', 'Mae Hong Son', 'มแฮองสอน\x01002่004่'),
    ('TH-60', 'นครสวรรค์', 'Nakhon Sawan', 'นครสวรรค\x01008์'),
    ('TH-61', 'อุทัยธานี', 'Uthai Thani', 'อุทัยธานี'),
    ('TH-62', 'กำแพงเพชร', 'Kamphaeng Phet', 'กำพแงพเชร'),
    ('TH-63', 'ตาก', 'Tak', 'ตาก'),
    ('TH-64', 'สุโขทัย', 'Sukhothai', 'สุขโทัย'),
    ('TH-65', 'พิษณุโลก', 'Phitsanulok', 'พิษณุลโก'),
    ('TH-66', 'พิจิตร', 'Phichit', 'พิจิตร'),
    ('TH-67', 'เพชรบูรณ์', 'Phetchabun', 'พเชรบูรณ\x01008์'),
    ('TH-70', 'ราชบุรี', 'Ratchaburi', 'ราชบุรี'),
    ('TH-71', 'กาญจนบุรี', 'Kanchanaburi', 'กาญจนบุรี'),
    ('TH-72', 'สุพรรณบุรี', 'Suphan Buri', 'สุพรรณบุรี'),
    ('TH-73', 'นครปฐม', 'Nakhon Pathom', 'นครปฐม'),
    ('TH-74', 'สมุทรสาคร', 'Samut Sakhon', 'สมุทรสาคร'),
    ('TH-75', 'สมุทรสงคราม', 'Samut Songkhram', 'สมุทรสงคราม'),
    ('TH-76', 'เพชรบุรี', 'Phetchaburi', 'พเชรบุรี'),
    ('TH-77', 'ประจวบคีรีขันธ์', 'Prachuap Khiri Khan', 'ประจวบคีรีขันธ\x01014์'),
    ('TH-80', 'นครศรีธรรมราช', 'Nakhon Si Thammarat', 'นครศรีธรรมราช'),
    ('TH-81', 'กระบี่', 'Krabi', 'กระบี\x01005่'),
    ('TH-82', 'พังงา', 'Phangnga', 'พังงา'),
    ('TH-83', 'ภูเก็ต', 'Phuket', 'ภูกเต\x01004็'),
    ('TH-84', 'สุราษฎร์ธานี', 'Surat Thani', 'สุราษฎรธานี\x01007์'),
    ('TH-85', 'ระนอง', 'Ranong', 'ระนอง'),
    ('TH-86', 'ชุมพร', 'Chumphon', 'ชุมพร'),
    ('TH-90', 'สงขลา', 'Songkhla', 'สงขลา'),
    ('TH-91', 'สตูล', 'Satun', 'สตูล'),
    ('TH-92', 'ตรัง', 'Trang', 'ตรัง'),
    ('TH-93', 'พัทลุง', 'Phatthalung', 'พัทลุง'),
    ('TH-94', 'ปัตตานี', 'Pattani', 'ปัตตานี'),
    ('TH-95', 'ยะลา', 'Yala', 'ยะลา'),
    ('TH-96', 'นราธิวาส', 'Narathiwat', 'นราธิวาส'),
]


def add(apps, schema_editor):
    Smart, Province = apps.get_model("awards", "Smart"), apps.get_model("awards", "Province")
    fields = ("order", "code", "name_en", "name_th", "scope_en", "scope_th")
    Smart.objects.bulk_create(Smart(**dict(zip(fields, row))) for row in SMARTS)
    fields = ("code", "name_th", "name_en", "sort_key")
    Province.objects.bulk_create(Province(**dict(zip(fields, row))) for row in PROVINCES)


class Migration(migrations.Migration):

    # The last of the old ones: so whatever was built on it comes after these rows.
    replaces = [
        ('awards', '0015_shows_how_chosen'),
    ]

    dependencies = [
        ('awards', '0001_schema'),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
