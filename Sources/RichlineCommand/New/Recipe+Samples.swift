// Sample data, made up by hand: addresses and names are those that are set aside for documents.
extension Recipe {
  /// Lines of a web server.
  static let accessLog = """
    192.0.2.17 - - [14/Mar/2026:09:00:01 +0000] "GET /boots?utm_source=news&utm_medium=email H\
    TTP/1.1" 200 31873 "https://www.google.com/search?q=boots" "Mozilla/5.0 (X11; Linux x86_64\
    ; rv:140.0) Gecko/20100101 Firefox/140.0"
    192.0.2.17 - - [14/Mar/2026:09:00:09 +0000] "GET /boots/old-model HTTP/1.1" 404 412 "https\
    ://www.shop.example/boots" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firef\
    ox/140.0"
    198.51.100.4 - - [14/Mar/2026:09:02:40 +0000] "GET /rucksacks HTTP/1.1" 200 20114 "-" "Moz\
    illa/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1"

    """

  /// Lines of a CloudFront distribution with a tracker's requests.
  static let pixelLog = """
    #Version: 1.0
    #Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status \
    cs(Referer) cs(User-Agent) cs-uri-query
    2026-03-14\t09:00:01\tLHR50-P1\t453\t192.0.2.17\tGET\tpixel.shop.example\t/i\t200\thttps:/\
    /www.shop.example/boots?utm_source=news&utm_medium=email\tMozilla/5.0%20(X11;%20Linux%20x8\
    6_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0\te=pv&p=web&tv=js-4.6.5&eid=5f2c1d5e-8f\
    0a-4c27-9b1d-0c1a2b3c4d01&aid=shop&url=https%253A%252F%252Fwww.shop.example%252Fboots%253F\
    utm_source%253Dnews%2526utm_medium%253Demail&refr=https%253A%252F%252Fmail.example.com%252F
    2026-03-14\t09:00:09\tLHR50-P1\t453\t192.0.2.17\tGET\tpixel.shop.example\t/i\t200\thttps:/\
    /www.shop.example/boots/alpine\tMozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/\
    20100101%20Firefox/140.0\te=pv&p=web&tv=js-4.6.5&eid=5f2c1d5e-8f0a-4c27-9b1d-0c1a2b3c4d02&\
    aid=shop&url=https%253A%252F%252Fwww.shop.example%252Fboots%252Falpine&refr=https%253A%252\
    F%252Fwww.shop.example%252Fboots
    2026-03-14\t09:02:40\tLHR50-P1\t453\t198.51.100.4\tGET\tpixel.shop.example\t/i\t200\thttps\
    ://www.shop.example/rucksacks\tMozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/2\
    0100101%20Firefox/140.0\te=pv&p=web&tv=js-4.6.5&eid=5f2c1d5e-8f0a-4c27-9b1d-0c1a2b3c4d03&a\
    id=shop&url=https%253A%252F%252Fwww.shop.example%252Frucksacks&refr=https%253A%252F%252Fww\
    w.google.com%252Fsearch%253Fq%253Drucksack

    """

  /// Events of an application.
  static let events = """
    {"user":{"id":"u1"},"order":{"total":"120.50"},"page_urlquery":"utm_source=news&utm_medium\
    =email","app_id":"shop"}
    {"user":{"id":"u2"},"order":{"total":9.90},"app_id":"shop","basket":["boots"]}
    {"user":{"id":"u3"},"app_id":"shop"}

    """
}
