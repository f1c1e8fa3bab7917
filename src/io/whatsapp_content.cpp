#include "io/whatsapp_content.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

#include "io/ascii.h"
#include "io/whatsapp_notices.h"
#include "io/written_digits.h"

namespace affect::io {
namespace {

enum class AppNote { media, sticker, document, attached, deleted, edited, call };

struct AppPhrase {
  std::string_view words;
  AppNote note;
};

// What the app writes in each language of its own, ASCII letters small, without angle brackets and the stop at the end.
constexpr AppPhrase kAppPhrases[] = {
    // Android, a chat exported without its media.
    {"media omitted", AppNote::media},
    {"video message omitted", AppNote::media},
    {"view once photo omitted", AppNote::media},
    {"view once video omitted", AppNote::media},
    {"view once message omitted", AppNote::media},
    {"view once voice message omitted", AppNote::media},
    {"voice message omitted", AppNote::media},
    {"video note omitted", AppNote::media},
    {"medien ausgeschlossen", AppNote::media},
    {"medien weggelassen", AppNote::media},
    {"medien ausgelassen", AppNote::media},
    {"videonotiz ausgelassen", AppNote::media},
    {"videonachricht weggelassen", AppNote::media},
    {"multimedia omitido", AppNote::media},
    {"archivo omitido", AppNote::media},
    {"médias omis", AppNote::media},
    {"fichier omis", AppNote::media},
    {"media omessi", AppNote::media},
    {"media omesso", AppNote::media},
    {"mídia oculta", AppNote::media},
    {"mídia omitida", AppNote::media},
    {"arquivo de mídia oculto", AppNote::media},
    {"ficheiro não revelado", AppNote::media},
    {"ficheiro multimédia omitido", AppNote::media},
    {"media weggelaten", AppNote::media},
    {"medya dahil edilmedi", AppNote::media},
    {"medya atlanmış", AppNote::media},
    {"Без медиафайлов", AppNote::media},
    {"Файл пропущен", AppNote::media},
    {"Медіа пропущено", AppNote::media},
    {"média vynechány", AppNote::media},
    {"média vynechána", AppNote::media},
    {"médiá vynechané", AppNote::media},
    {"pliki pominięto", AppNote::media},
    {"pominięto multimedia", AppNote::media},
    {"hiányzó médiafájl", AppNote::media},
    {"conținut media omis", AppNote::media},
    {"media har utelämnats", AppNote::media},
    {"mediefil udeladt", AppNote::media},
    {"uten vedlegg", AppNote::media},
    {"media jätetty pois", AppNote::media},
    {"Εξαίρεση πολυμέσων", AppNote::media},
    {"mitjans omesos", AppNote::media},
    {"medijski zapis izostavljen", AppNote::media},
    {"media tidak disertakan", AppNote::media},
    {"media disingkirkan", AppNote::media},
    {"bỏ qua media", AppNote::media},
    {"สื่อถูกลบ", AppNote::media},
    {"メディアは含まれていません", AppNote::media},
    {"미디어 파일을 생략한 대화내용", AppNote::media},
    {"미디어 파일 제외됨", AppNote::media},
    {"미디어 파일 생략됨", AppNote::media},
    {"媒體已略去", AppNote::media},
    {"媒體已省略", AppNote::media},
    {"忽略多媒體檔", AppNote::media},
    {"省略多媒體檔案", AppNote::media},
    {"省略多媒体文件", AppNote::media},
    {"تم استبعاد الوسائط", AppNote::media},
    {"המדיה לא נכללה", AppNote::media},
    {"המדיה הושמטה", AppNote::media},
    {"מדיה הושמטה", AppNote::media},
    {"मीडिया के बिना", AppNote::media},
    {"মিডিয়া বাদ দেওয়া হয়েছে", AppNote::media},
    {"میڈیا چھوڑ دیا گیا", AppNote::media},
    {"Без файл", AppNote::media},
    // The same on an iPhone, which says what it was.
    {"image omitted", AppNote::media},
    {"video omitted", AppNote::media},
    {"audio omitted", AppNote::media},
    {"gif omitted", AppNote::media},
    {"contact card omitted", AppNote::media},
    {"sticker omitted", AppNote::sticker},
    {"document omitted", AppNote::document},
    {"bild weggelassen", AppNote::media},
    {"video weggelassen", AppNote::media},
    {"audio weggelassen", AppNote::media},
    {"gif weggelassen", AppNote::media},
    {"kontaktkarte ausgelassen", AppNote::media},
    {"sticker weggelassen", AppNote::sticker},
    {"dokument weggelassen", AppNote::document},
    {"imagen omitida", AppNote::media},
    {"video omitido", AppNote::media},
    {"audio omitido", AppNote::media},
    {"gif omitido", AppNote::media},
    {"tarjeta de contacto omitida", AppNote::media},
    {"sticker omitido", AppNote::sticker},
    {"documento omitido", AppNote::document},
    {"image absente", AppNote::media},
    {"vidéo absente", AppNote::media},
    {"audio omis", AppNote::media},
    {"gif retiré", AppNote::media},
    {"fiche contact manquante", AppNote::media},
    {"sticker omis", AppNote::sticker},
    {"document manquant", AppNote::document},
    {"immagine omessa", AppNote::media},
    {"video omesso", AppNote::media},
    {"audio omesso", AppNote::media},
    {"gif esclusa", AppNote::media},
    {"scheda contatto omessa", AppNote::media},
    {"sticker non incluso", AppNote::sticker},
    {"documento omesso", AppNote::document},
    {"imagem ocultada", AppNote::media},
    {"imagem não revelada", AppNote::media},
    {"vídeo omitido", AppNote::media},
    {"vídeo não revelado", AppNote::media},
    {"áudio ocultado", AppNote::media},
    {"ficheiro de áudio não revelado", AppNote::media},
    {"gif não revelada", AppNote::media},
    {"cartão do contato omitido", AppNote::media},
    {"contacto não revelado", AppNote::media},
    {"figurinha omitida", AppNote::sticker},
    {"sticker não revelado", AppNote::sticker},
    {"documento não revelado", AppNote::document},
    {"afbeelding weggelaten", AppNote::media},
    {"video weggelaten", AppNote::media},
    {"audio weggelaten", AppNote::media},
    {"gif weggelaten", AppNote::media},
    {"visitekaartje weggelaten", AppNote::media},
    {"sticker weggelaten", AppNote::sticker},
    {"document weggelaten", AppNote::document},
    {"görüntü dahil edilmedi", AppNote::media},
    {"video dahil edilmedi", AppNote::media},
    {"ses dahil edilmedi", AppNote::media},
    {"gif dahil edilmedi", AppNote::media},
    {"kişi kartı dahil edilmedi", AppNote::media},
    {"Çıkartma dahil edilmedi", AppNote::sticker},
    {"çıkartma dahil edilmedi", AppNote::sticker},
    {"belge dahil edilmedi", AppNote::document},
    {"изображение отсутствует", AppNote::media},
    {"видео отсутствует", AppNote::media},
    {"аудиофайл отсутствует", AppNote::media},
    {"gif отсутствует", AppNote::media},
    {"Карточка контакта отсутствует", AppNote::media},
    {"стикер не добавлен", AppNote::sticker},
    {"документ отсутствует", AppNote::document},
    {"зображення відсутнє", AppNote::media},
    {"відео відсутнє", AppNote::media},
    {"аудіо відсутнє", AppNote::media},
    {"Наклейку не додано", AppNote::sticker},
    {"документ пропущено", AppNote::document},
    {"لم يتم إدراج الصورة", AppNote::media},
    {"لم يتم إدراج الفيديوهات", AppNote::media},
    {"لم يتم إدراج المقاطع الصوتية", AppNote::media},
    {"لم يتم إدراج صورة gif", AppNote::media},
    {"لم يتم إدراج بطاقة جهة اتصال", AppNote::media},
    {"تم حذف الملصقات", AppNote::sticker},
    {"لم يتم إدراج المستند", AppNote::document},
    {"התמונה הושמטה", AppNote::media},
    {"סרטון הווידאו הושמט", AppNote::media},
    {"קטע קול הושמט", AppNote::media},
    {"gif הושמט", AppNote::media},
    {"כרטיס איש קשר הושמט", AppNote::media},
    {"סטיקר הושמט", AppNote::sticker},
    {"מסמך הושמט", AppNote::document},
    {"फ़ोटो हटाई गई", AppNote::media},
    {"वीडियो छोड़ा गया", AppNote::media},
    {"ऑडियो हटाई गयी", AppNote::media},
    {"स्टिकर छोड़ा गया", AppNote::sticker},
    {"डॉक्यूमेंट छोड़ा गया", AppNote::document},
    {"obraz pominięty", AppNote::media},
    {"wideo pominięte", AppNote::media},
    {"audio pominięte", AppNote::media},
    {"pominięto naklejkę", AppNote::sticker},
    {"dokument pominięty", AppNote::document},
    {"obrázek vynechán", AppNote::media},
    {"video vynecháno", AppNote::media},
    {"nálepka vynechána", AppNote::sticker},
    {"dokument vynechán", AppNote::document},
    {"bild utesluten", AppNote::media},
    {"video utesluten", AppNote::media},
    {"ljud utelslutet", AppNote::media},
    {"sticker utesluten", AppNote::sticker},
    {"billede udeladt", AppNote::media},
    {"video udeladt", AppNote::media},
    {"lyd udeladt", AppNote::media},
    {"klistermærke udeladt", AppNote::sticker},
    {"bilde ikke inkludert", AppNote::media},
    {"video utelatt", AppNote::media},
    {"lyd utelatt", AppNote::media},
    {"klistremerke utelatt", AppNote::sticker},
    {"ei kuvaa", AppNote::media},
    {"videota ei sisällytetä", AppNote::media},
    {"äänitiedostoa ei sisällytetä", AppNote::media},
    {"tarraa ei sisällytetty", AppNote::sticker},
    {"gambar tidak disertakan", AppNote::media},
    {"video tidak disertakan", AppNote::media},
    {"audio tidak disertakan", AppNote::media},
    {"stiker tidak disertakan", AppNote::sticker},
    {"dokumen tidak disertakan", AppNote::document},
    {"εικόνα παραλείφθηκε", AppNote::media},
    {"βίντεο παραλείφθηκε", AppNote::media},
    {"ήχος παραλείφθηκε", AppNote::media},
    {"αυτοκόλλητο παραλήφθηκε", AppNote::sticker},
    {"画像は含まれていません", AppNote::media},
    {"ビデオは含まれていません", AppNote::media},
    {"音声は含まれていません", AppNote::media},
    {"スタンプは含まれていません", AppNote::sticker},
    {"ドキュメントは含まれていません", AppNote::document},
    {"이미지 생략됨", AppNote::media},
    {"비디오 생략됨", AppNote::media},
    {"오디오 생략됨", AppNote::media},
    {"스티커 제외됨", AppNote::sticker},
    {"문서 생략됨", AppNote::document},
    {"照片已忽略", AppNote::media},
    {"圖片已略去", AppNote::media},
    {"圖像已省略", AppNote::media},
    {"视频已忽略", AppNote::media},
    {"影片已略去", AppNote::media},
    {"影片已省略", AppNote::media},
    {"音频已忽略", AppNote::media},
    {"音訊已略去", AppNote::media},
    {"音訊已省略", AppNote::media},
    {"贴图已省略", AppNote::sticker},
    {"貼圖已忽略", AppNote::sticker},
    {"貼圖已略去", AppNote::sticker},
    {"文档已省略", AppNote::document},
    {"文件已略去", AppNote::document},
    // Behind a file's name on Android.
    {"file attached", AppNote::attached},
    {"datei angehängt", AppNote::attached},
    {"archivo adjunto", AppNote::attached},
    {"archivo adjuntado", AppNote::attached},
    {"fichier joint", AppNote::attached},
    {"file allegato", AppNote::attached},
    {"arquivo anexado", AppNote::attached},
    {"ficheiro anexado", AppNote::attached},
    {"bestand bijgevoegd", AppNote::attached},
    {"dosya ekli", AppNote::attached},
    {"файл добавлен", AppNote::attached},
    {"файл додано", AppNote::attached},
    {"الملف مرفق", AppNote::attached},
    {"קובץ מצורף", AppNote::attached},
    {"फाइल अटैच कर दी गई है", AppNote::attached},
    {"soubor byl přiložen", AppNote::attached},
    {"súbor pripojený", AppNote::attached},
    {"załączony plik", AppNote::attached},
    {"fájl csatolva", AppNote::attached},
    {"fișier atașat", AppNote::attached},
    {"bifogad fil", AppNote::attached},
    {"fil vedhæftet", AppNote::attached},
    {"vedlagt fil", AppNote::attached},
    {"liitetiedosto", AppNote::attached},
    {"συνημμένο αρχείο", AppNote::attached},
    {"file terlampir", AppNote::attached},
    {"tệp đính kèm", AppNote::attached},
    {"添付ファイル有り", AppNote::attached},
    {"파일 첨부됨", AppNote::attached},
    {"附件檔案", AppNote::attached},
    {"文件附件", AppNote::attached},
    // A message that was taken back, by another or by oneself.
    {"this message was deleted", AppNote::deleted},
    {"you deleted this message", AppNote::deleted},
    {"you deleted this message as admin", AppNote::deleted},
    {"message deleted", AppNote::deleted},
    {"diese nachricht wurde gelöscht", AppNote::deleted},
    {"du hast diese nachricht gelöscht", AppNote::deleted},
    {"se eliminó este mensaje", AppNote::deleted},
    {"este mensaje fue eliminado", AppNote::deleted},
    {"eliminaste este mensaje", AppNote::deleted},
    {"ce message a été supprimé", AppNote::deleted},
    {"vous avez supprimé ce message", AppNote::deleted},
    {"questo messaggio è stato eliminato", AppNote::deleted},
    {"hai eliminato questo messaggio", AppNote::deleted},
    {"mensagem apagada", AppNote::deleted},
    {"esta mensagem foi apagada", AppNote::deleted},
    {"essa mensagem foi apagada", AppNote::deleted},
    {"você apagou esta mensagem", AppNote::deleted},
    {"você apagou essa mensagem", AppNote::deleted},
    {"apagou esta mensagem", AppNote::deleted},
    {"dit bericht is verwijderd", AppNote::deleted},
    {"u hebt dit bericht verwijderd", AppNote::deleted},
    {"je hebt dit bericht verwijderd", AppNote::deleted},
    {"bu mesaj silindi", AppNote::deleted},
    {"bu mesajı sildiniz", AppNote::deleted},
    {"Данное сообщение удалено", AppNote::deleted},
    {"Это сообщение было удалено", AppNote::deleted},
    {"Вы удалили данное сообщение", AppNote::deleted},
    {"Вы удалили это сообщение", AppNote::deleted},
    {"Це повідомлення було видалено", AppNote::deleted},
    {"Ви видалили це повідомлення", AppNote::deleted},
    {"تم حذف هذه الرسالة", AppNote::deleted},
    {"لقد حذفت هذه الرسالة", AppNote::deleted},
    {"لقد حذَفت هذه الرسالة", AppNote::deleted},
    {"أنت حذفت هذه الرسالة", AppNote::deleted},
    {"הודעה זו נמחקה", AppNote::deleted},
    {"מחקת הודעה זו", AppNote::deleted},
    {"מחקת את ההודעה הזו", AppNote::deleted},
    {"यह मैसेज डिलीट कर दिया गया है", AppNote::deleted},
    {"आपने यह मैसेज डिलीट किया", AppNote::deleted},
    {"यह मैसेज मिटाया गया", AppNote::deleted},
    {"यह मैसेज मिटा दिया गया", AppNote::deleted},
    {"आपने यह मैसेज मिटाया", AppNote::deleted},
    {"आपने यह मैसेज मिटा दिया", AppNote::deleted},
    {"ta wiadomość została usunięta", AppNote::deleted},
    {"usunięto tę wiadomość", AppNote::deleted},
    {"tato zpráva byla odstraněna", AppNote::deleted},
    {"táto správa bola odstránená", AppNote::deleted},
    {"ez az üzenet törlésre került", AppNote::deleted},
    {"törölted ezt az üzenetet", AppNote::deleted},
    {"acest mesaj a fost șters", AppNote::deleted},
    {"detta meddelande raderades", AppNote::deleted},
    {"du raderade detta meddelande", AppNote::deleted},
    {"denne besked blev slettet", AppNote::deleted},
    {"du slettede denne besked", AppNote::deleted},
    {"denne meldingen ble slettet", AppNote::deleted},
    {"du slettet denne meldingen", AppNote::deleted},
    {"tämä viesti poistettiin", AppNote::deleted},
    {"poistit tämän viestin", AppNote::deleted},
    {"Αυτό το μήνυμα διαγράφηκε", AppNote::deleted},
    {"Διαγράψατε αυτό το μήνυμα", AppNote::deleted},
    {"aquest missatge està esborrat", AppNote::deleted},
    {"pesan ini telah dihapus", AppNote::deleted},
    {"anda telah menghapus pesan ini", AppNote::deleted},
    {"tin nhắn này đã bị xóa", AppNote::deleted},
    {"bạn đã xóa tin nhắn này", AppNote::deleted},
    {"このメッセージは削除されました", AppNote::deleted},
    {"このメッセージを削除しました", AppNote::deleted},
    {"삭제된 메시지입니다", AppNote::deleted},
    {"이 메시지는 삭제되었습니다", AppNote::deleted},
    {"삭제한 메시지입니다", AppNote::deleted},
    {"此訊息已刪除", AppNote::deleted},
    {"您已刪除此訊息", AppNote::deleted},
    {"这条消息已被删除", AppNote::deleted},
    {"您已删除这条消息", AppNote::deleted},
    {"این پیام حذف شد", AppNote::deleted},
    {"شما این پیام را حذف کردید", AppNote::deleted},
    // In angle brackets behind the words.
    {"this message was edited", AppNote::edited},
    {"diese nachricht wurde bearbeitet", AppNote::edited},
    {"se editó este mensaje", AppNote::edited},
    {"este mensaje fue editado", AppNote::edited},
    {"ce message a été modifié", AppNote::edited},
    {"questo messaggio è stato modificato", AppNote::edited},
    {"mensagem editada", AppNote::edited},
    {"esta mensagem foi editada", AppNote::edited},
    {"dit bericht is bewerkt", AppNote::edited},
    {"bu mesaj düzenlendi", AppNote::edited},
    {"Данное сообщение изменено", AppNote::edited},
    {"Это сообщение изменено", AppNote::edited},
    {"Сообщение изменено", AppNote::edited},
    {"ההודעה נערכה", AppNote::edited},
    {"تم تعديل هذه الرسالة", AppNote::edited},
    {"pesan ini diedit", AppNote::edited},
    // A call that somebody made.
    {"missed voice call", AppNote::call},
    {"missed video call", AppNote::call},
    {"missed group voice call", AppNote::call},
    {"missed group video call", AppNote::call},
    {"verpasster sprachanruf", AppNote::call},
    {"verpasster videoanruf", AppNote::call},
    {"llamada perdida", AppNote::call},
    {"llamada de voz perdida", AppNote::call},
    {"videollamada perdida", AppNote::call},
    {"appel vocal manqué", AppNote::call},
    {"appel vidéo manqué", AppNote::call},
    {"chiamata vocale persa", AppNote::call},
    {"videochiamata persa", AppNote::call},
    {"chamada de voz perdida", AppNote::call},
    {"chamada de vídeo perdida", AppNote::call},
    {"gemiste spraakoproep", AppNote::call},
    {"gemiste video-oproep", AppNote::call},
    {"cevapsız sesli arama", AppNote::call},
    {"cevapsız görüntülü arama", AppNote::call},
    {"Пропущенный аудиозвонок", AppNote::call},
    {"Пропущенный видеозвонок", AppNote::call},
    // Where somebody is.
    {"live location shared", AppNote::media},
    {"live-standort wird geteilt", AppNote::media},
    {"ubicación en tiempo real compartida", AppNote::media},
    {"localisation en direct partagée", AppNote::media},
    {"posizione attuale condivisa", AppNote::media},
    {"localização atual compartilhada", AppNote::media},
    {"live locatie gedeeld", AppNote::media},
};

constexpr std::string_view kLeftToRight = "\xE2\x80\x8E";  // U+200E
constexpr std::string_view kRightToLeft = "\xE2\x80\x8F";  // U+200F
constexpr std::size_t kMaxPhrase = 160;

bool take_around(std::string_view& text, std::string_view front, std::string_view back) {
  if (text.size() < front.size() + back.size() || !text.starts_with(front) || !text.ends_with(back)) return false;
  text = text.substr(front.size(), text.size() - front.size() - back.size());
  return true;
}

/// What the app means by these words, where they are its own.
std::optional<AppNote> app_note(std::string_view text) {
  static const auto* const notes = [] {
    auto* made = new std::unordered_map<std::string_view, AppNote>;
    for (const AppPhrase& phrase : kAppPhrases) made->emplace(phrase.words, phrase.note);
    return made;
  }();
  if (text.size() > kMaxPhrase) return std::nullopt;
  const std::string plain = lower(without_directions(text));
  std::string_view words = trim(plain);
  take_around(words, "<", ">");
  words = trim(words);
  for (const std::string_view stop : {".", "\xE3\x80\x82", "\xE0\xA5\xA4"}) {  // also U+3002 and U+0964
    if (words.ends_with(stop)) words.remove_suffix(stop.size());
  }
  const auto found = notes->find(words);
  if (found != notes->end()) return found->second;
  if (words.starts_with("this message was deleted by admin")) return AppNote::deleted;
  return std::nullopt;
}

std::string plain_words(std::string_view text) {
  const std::string plain = without_directions(text);
  std::string_view words = plain;
  const auto is_space = [](char c) { return is_blank(c) || c == '\n'; };
  while (!words.empty() && is_space(words.front())) words.remove_prefix(1);
  while (!words.empty() && is_space(words.back())) words.remove_suffix(1);
  return std::string(words);
}

bool all_digits_of(std::string_view text, std::size_t size) {
  return text.size() > size && all_digits(text.substr(0, size));
}

/// "IMG-20240501-WA0003.jpg": a name that Android gave.
bool is_android_name(std::string_view name) {
  for (const std::string_view kind : {"IMG-", "VID-", "AUD-", "PTT-", "STK-", "DOC-"}) {
    if (name.starts_with(kind)) return all_digits_of(name.substr(4), 8) && name.substr(12).starts_with("-WA");
  }
  return false;
}

/// The file of "photo.jpg (file attached)", else nothing.
std::string_view attached_file(std::string_view line) {
  if (!line.ends_with(')')) return {};
  const auto open = line.rfind(" (");
  if (open == std::string_view::npos) return {};
  const std::string_view name = line.substr(0, open);
  if (name.rfind('.') == std::string_view::npos) return {};
  const auto note = app_note(line.substr(open + 2, line.size() - open - 3));
  return note == AppNote::attached || is_android_name(name) ? name : std::string_view();
}

/// Where "<attached: 00000012-PHOTO-2024-05-01-18-30-01.jpg>" begins that ends `text`, else npos. The words differ by
/// language, the number does not.
std::size_t find_attachment(std::string_view text) {
  if (!text.ends_with('>')) return std::string_view::npos;
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) return open;
  const std::string_view inside = text.substr(open + 1);
  const auto colon = inside.find(": ");
  if (colon == std::string_view::npos || !all_digits_of(inside.substr(colon + 2), 8)) return std::string_view::npos;
  return inside[colon + 10] == '-' ? open : std::string_view::npos;
}

/// "Standort: https://maps.google.com/?q=52.5,13.4": where somebody is, and nothing else.
bool is_location(std::string_view text) {
  const auto link = text.find("https://maps.google.com/?q=");
  return link != std::string_view::npos && link <= 40 && text.find('\n') == std::string_view::npos &&
         text.find(' ', link) == std::string_view::npos && text.substr(0, link).find(':') != std::string_view::npos;
}

WhatsappContent medium_of_message(std::string caption, bool sticker) {
  WhatsappContent content{.text = std::move(caption), .event = {}, .sticker = sticker};
  if (content.text.empty()) content.event = "media";
  return content;
}

/// Takes "<This message was edited>" off the end.
bool take_edited(std::string_view& text, bool bracketed) {
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) return false;
  const std::string inside = plain_words(text.substr(open));
  if (!inside.ends_with('>')) return false;
  const bool marked = bracketed && text.substr(0, open).ends_with(kLeftToRight) && open > kLeftToRight.size() &&
                      inside.find(':') == std::string::npos && !app_note(inside);
  if (app_note(inside) != AppNote::edited && !marked) return false;
  text = text.substr(0, open);
  return true;
}

/// A message that stands for a file, with its caption or without.
std::optional<WhatsappContent> as_medium(std::string_view raw, std::string_view text) {
  const auto line_end = text.find('\n');
  const std::string_view first = text.substr(0, line_end);
  const std::string_view below = line_end == std::string_view::npos ? std::string_view() : text.substr(line_end + 1);
  if (const auto file = attached_file(first); !file.empty()) {
    return medium_of_message(plain_words(below), file.starts_with("STK-"));
  }
  if (first.starts_with('<') && app_note(first) == AppNote::media) return medium_of_message(plain_words(below), false);
  if (const auto open = find_attachment(text); open != std::string_view::npos) {
    std::string caption = plain_words(text.substr(0, open));
    // "plan.pdf • 2 pages" is the file's name, nobody's words.
    if (caption.find("\xE2\x80\xA2") != std::string::npos) caption.clear();
    return medium_of_message(std::move(caption), text.substr(open).find("-STICKER-") != std::string_view::npos);
  }
  if (const auto mark = raw.rfind(kLeftToRight); mark != std::string_view::npos && mark > 0) {
    const auto note = app_note(raw.substr(mark));
    if (note == AppNote::media) return medium_of_message(plain_words(raw.substr(0, mark)), false);
    if (note == AppNote::document) return medium_of_message({}, false);
  }
  if (is_location(text)) return medium_of_message({}, false);
  return std::nullopt;
}

/// "POLL:", the question, and below it lines such as "OPTION: yes (1 vote)", whatever the language.
bool is_poll(std::string_view text) {
  std::string_view line;
  if (!take_line(text, line) || !trim_right(line).ends_with(':') || !take_line(text, line)) return false;
  std::size_t options = 0;
  while (take_line(text, line)) {
    line = trim(line);
    if (line.empty()) continue;
    const auto open = line.rfind('(');
    if (!line.ends_with(')') || open == std::string_view::npos || line.find(": ") > open) break;
    if (std::none_of(line.begin() + static_cast<std::ptrdiff_t>(open), line.end(), is_digit)) break;
    ++options;
  }
  return options > 0;
}

/// Whether the app itself wrote this, of which it knows no better name: polls are somebody's words.
bool is_notice(std::string_view raw, std::string_view text) {
  const bool marked = raw.starts_with(kLeftToRight) || raw.starts_with(kRightToLeft);
  const std::string_view first = text.substr(0, text.find('\n'));
  return marked && (!first.ends_with(':') || is_whatsapp_notice(first));
}

}  // namespace

WhatsappContent whatsapp_content(std::string_view raw, bool bracketed) {
  WhatsappContent content;
  content.edited = take_edited(raw, bracketed);
  std::string text = plain_words(raw);
  if (const auto note = app_note(text)) {
    switch (*note) {
      case AppNote::media:
      case AppNote::document:
        return medium_of_message({}, false);
      case AppNote::sticker:
        return medium_of_message({}, true);
      case AppNote::deleted:
        content.event = "deleted";
        return content;
      case AppNote::call:
        content.event = "system";
        return content;
      case AppNote::attached:
      case AppNote::edited:
        break;
    }
  }
  if (auto medium = as_medium(raw, text)) {
    medium->edited = content.edited;
    return *std::move(medium);
  }
  // Android writes "null" for what may be viewed once.
  if (!bracketed && text == "null") return medium_of_message({}, false);
  if (bracketed && is_notice(raw, text)) {
    content.event = "system";
    return content;
  }
  content.poll = is_poll(text);
  content.text = std::move(text);
  return content;
}

}  // namespace affect::io
