#include "io/whatsapp_notices.h"

#include <algorithm>
#include <iterator>

#include "io/ascii.h"

namespace affect::io {
namespace {

// ASCII letters small. What stands behind a person's name begins with a blank.
constexpr std::string_view kWhatsappNotices[] = {
    // English.
    " changed the group description",
    " changed the description",
    " changed the subject",
    " changed the group name",
    " changed the group to",
    " changed this group",
    " changed the group settings",
    " changed the settings",
    " created group \"",
    " created group “",
    " created the group",
    " created this group",
    " changed their phone number",
    " pinned a message",
    " turned on disappearing messages",
    " updated the message timer",
    "end-to-end encrypt",
    // German.
    " die gruppenbeschreibung",
    " den betreff",
    " den gruppennamen",
    " die gruppeneinstellungen",
    " die einstellungen dieser gruppe",
    " hat die gruppe \"",
    " hat die gruppe „",
    "ende-zu-ende-verschlüssel",
    // French.
    " modifié la description",
    " changé la description",
    " changé le sujet",
    " modifié le sujet",
    " changé le nom du groupe",
    " modifié le nom du groupe",
    " modifié les paramètres",
    " changé les paramètres",
    " créé le groupe",
    "de bout en bout",
    // Spanish.
    " cambió la descripción",
    " cambió el asunto",
    " cambió el nombre del grupo",
    " cambió los ajustes",
    " cambió la configuración",
    " creó el grupo",
    "cambiaste la descripción",
    "cambiaste el asunto",
    "de extremo a extremo",
    // Portuguese.
    " mudou a descrição",
    " alterou a descrição",
    " mudou o nome d",
    " alterou o nome d",
    " mudou o assunto",
    " alterou o assunto",
    " mudou as configurações",
    " alterou as definições",
    " criou o grupo",
    "de ponta a ponta",
    // Italian.
    " cambiato la descrizione",
    " modificato la descrizione",
    " cambiato l'oggetto",
    " modificato l'oggetto",
    " cambiato il nome del gruppo",
    " modificato le impostazioni",
    " cambiato le impostazioni",
    " creato il gruppo",
    "crittografia end-to-end",
    // Dutch.
    " de groepsbeschrijving",
    " het onderwerp van",
    " het onderwerp gewijzigd",
    " de groepsnaam",
    " de groepsinstellingen",
    "end-to-end versleutel",
    "end-to-end-versleutel",
    // Catalan.
    " canviat la descripció",
    " canviat l'assumpte",
    "d'extrem a extrem",
    // Romanian.
    "descrierea grupului",
    " a schimbat subiectul",
    "criptate integral",
    "criptare integrală",
    // Turkish.
    " grup açıklamasını",
    " konuyu \"",
    " grubun konusunu",
    " grup ayarlarını",
    "uçtan uca şifre",
    // Russian.
    " описание группы",
    " изменил(а) тему",
    " изменил(-а) тему",
    " изменил тему",
    " изменила тему",
    " название группы",
    "настройки группы",
    " создал(а) группу",
    " создал группу",
    " создала группу",
    "сквозн",
    // Ukrainian.
    " опис групи",
    " змінив(ла) тему",
    " змінив тему",
    " змінила тему",
    " назву групи",
    "наскрізн",
    // Bulgarian.
    " описанието на групата",
    " промени темата",
    "от край до край",
    // Polish.
    " opis grupy",
    " temat grupy",
    " temat z",
    " nazwę grupy",
    " ustawienia grupy",
    "metodą end-to-end",
    "szyfrowanie end-to-end",
    // Czech and Slovak.
    " popis skupiny",
    " předmět z",
    " předmět skupiny",
    " predmet z",
    " nastavení skupiny",
    "koncové šifrování",
    "koncovým šifrováním",
    "koncové šifrovanie",
    // Croatian and Serbian.
    " opis grupe",
    " naziv grupe",
    " temu grupe",
    " temu iz",
    "potpuno šifr",
    // Hungarian.
    " csoport leírását",
    " csoport tárgyát",
    " csoport beállításait",
    "végpontok közötti",
    "végpontokig titkosít",
    // Swedish.
    " gruppbeskrivningen",
    " ändrade ämnet",
    " gruppinställningarna",
    "totalsträckskrypter",
    "end-to-end-krypter",
    "end-to-end krypter",
    // Danish.
    " gruppebeskrivelsen",
    " ændrede emnet",
    " gruppeindstillingerne",
    // Norwegian.
    " endret emnet",
    " gruppeinnstillingene",
    "ende-til-ende-krypter",
    // Finnish.
    " ryhmän kuvaukse",
    " ryhmän kuvausta",
    " ryhmän aihe",
    " ryhmän asetuksia",
    "päästä päähän",
    // Greek.
    "περιγραφή της ομάδας",
    " άλλαξε το θέμα",
    "ρυθμίσεις της ομάδας",
    "από άκρο σε άκρο",
    // Indonesian and Malay.
    " mengubah deskripsi",
    " mengganti deskripsi",
    " mengubah subjek",
    " mengganti subjek",
    " menukar keterangan",
    " menukar subjek",
    " mengubah setelan grup",
    "terenkripsi secara end-to-end",
    "enkripsi end-to-end",
    "hujung ke hujung",
    // Vietnamese.
    " mô tả nhóm",
    " thay đổi mô tả",
    " chủ đề từ",
    " cài đặt nhóm",
    "mã hóa đầu cuối",
    // Thai.
    "คำอธิบายกลุ่ม",
    "เปลี่ยนหัวข้อ",
    "เปลี่ยนชื่อกลุ่ม",
    "เข้ารหัสจากต้นทาง",
    // Japanese.
    "グループの説明",
    "件名を「",
    "件名を\"",
    "グループ設定",
    "エンドツーエンド",
    // Korean.
    "그룹 설명",
    "그룹 제목",
    "그룹 설정",
    "제목을 \"",
    "종단간 암호화",
    "종단 간 암호화",
    // Chinese.
    "群组描述",
    "群組描述",
    "群组说明",
    "群組說明",
    "群组简介",
    "群組簡介",
    "更改了主题",
    "更改了主題",
    "更改主题",
    "更改主題",
    "变更了主题",
    "變更了主題",
    "群组设置",
    "群組設定",
    "端到端加密",
    "端對端加密",
    // Arabic.
    "وصف المجموعة",
    " غيّر الموضوع",
    " غيَّر الموضوع",
    " بتغيير الموضوع",
    "إعدادات المجموعة",
    "مشفرة تمام",
    "مشفَّرة تمام",
    "التشفير التام",
    // Hebrew.
    "תיאור הקבוצה",
    " את הנושא",
    "הגדרות הקבוצה",
    "מקצה לקצה",
    // Persian.
    "توضیحات گروه",
    " موضوع را",
    "سرتاسر",
    // Hindi.
    "ग्रुप का विवरण",
    "ग्रुप डिस्क्रिप्शन",
    "ग्रुप की सेटिंग",
    "ग्रुप का विषय",
    "ग्रुप का नाम",
    "एंड-टू-एंड",
    // Bengali.
    "গ্রুপের বিবরণ",
    "এন্ড-টু-এন্ড",
    // Urdu.
    "گروپ کی تفصیل",
    "اینڈ ٹو اینڈ",
};

}  // namespace

bool is_whatsapp_notice(std::string_view before_colon) {
  const std::string words = lower(before_colon);
  return std::any_of(std::begin(kWhatsappNotices), std::end(kWhatsappNotices), [&](std::string_view notice) {
    const auto at = words.find(notice);
    return at != std::string::npos && (at > 0 || notice.front() != ' ');
  });
}

}  // namespace affect::io
