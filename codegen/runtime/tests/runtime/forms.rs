//! The bytes of forms: of pairs, and of parts.

use crate::runtime::{Body, Bytes, Encoding, File, Method, Multipart, Request, RequestBuilder};
use serde_json::{Value, json};
use std::{future::Future, io::Write, pin::pin, task::Context, task::Poll, task::Waker};

fn post() -> RequestBuilder {
    Request::new(Method::POST, "/forms")
}

fn text_of(request: &Request) -> String {
    let bytes = request.body.as_ref().unwrap().as_bytes().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn form(body: &Value, encodings: &[(&'static str, Encoding)]) -> String {
    let request = post().form(body, encodings).build().unwrap();
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    text_of(&request)
}

/// The body with a boundary that does not change.
fn parts(parts: Multipart) -> String {
    let request = post().multipart(parts).build().unwrap();
    let media_type = request.headers["content-type"].to_str().unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert!(boundary.len() > 30 && boundary.len() <= 70, "{boundary}");
    text_of(&request).replace(boundary, "B")
}

#[test]
fn members_of_forms() {
    let colors = json!(["blue", "black & white"]);
    let color = json!({"G": {"x": [true, null]}, "R": 100});
    let deep = &[("color", Encoding::DeepObject)];
    for (body, encodings, expected) in [
        (json!({}), &[][..], ""),
        (
            json!({"a b": "ä=&+", "n": 1.5, "none": null, "t": true}),
            &[],
            "a%20b=%C3%A4%3D%26%2B&n=1.5&none=&t=true",
        ),
        (json!({"color": []}), &[], ""),
        (
            json!({ "color": colors }),
            &[],
            "color=blue&color=black%20%26%20white",
        ),
        (
            json!({ "color": colors }),
            &[("color", Encoding::Joined(","))],
            "color=blue,black%20%26%20white",
        ),
        (
            json!({ "color": colors }),
            &[("color", Encoding::Json)],
            "color=%5B%22blue%22%2C%22black%20%26%20white%22%5D",
        ),
        (
            json!({ "color": colors }),
            deep,
            "color%5B%5D=blue&color%5B%5D=black%20%26%20white",
        ),
        (
            json!({ "color": {"G": 200, "R": 100} }),
            &[],
            "color=%7B%22G%22%3A200%2C%22R%22%3A100%7D",
        ),
        (
            json!({ "color": {"G": 200, "R": 100} }),
            &[("color", Encoding::Exploded)],
            "G=200&R=100",
        ),
        (
            json!({ "color": {"G": 200, "R": 100} }),
            &[("color", Encoding::Joined(","))],
            "color=G,200,R,100",
        ),
        (
            json!({ "color": color }),
            deep,
            "color%5BG%5D%5Bx%5D%5B%5D=true&color%5BG%5D%5Bx%5D%5B%5D=&color%5BR%5D=100",
        ),
    ] {
        assert_eq!(form(&body, encodings), expected, "{body}");
    }
}

#[test]
fn only_objects_are_forms() {
    let error = post().form(&json!([1]), &[]).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body cannot be written: only objects are forms"
    );
    let nothing = post().optional_form(None::<&Value>, &[]).build().unwrap();
    assert!(nothing.body.is_none() && nothing.headers.is_empty());
}

#[test]
fn parts_are_text_json_and_files() {
    let text = parts(
        Multipart::new()
            .part("note", "two\r\nlines")
            .part("none", &None::<&str>)
            .part("list", &[1, 2])
            .part("object", &json!({"a": [1]}))
            .part_as("page", "text/html", "<p>")
            .part_as("word", "Application/JSON; charset=utf-8", &["a\"", "b"])
            .part_as("id", "application/vnd.x+json", "7")
            .file("photo", "image/png", &File::from("PNG"))
            .file("missing", "image/png", None)
            .files(
                "more",
                "image/png",
                &[
                    File::from("1").name("\"one\"\r\n.png"),
                    File::from(vec![b'2']).media_type("image/gif\r\nX: y"),
                ][..],
            ),
    );
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ntwo\r\nlines\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n1\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n2\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"object\"\r\nContent-Type: application/json\r\n\r\n{\"a\":[1]}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"page\"\r\nContent-Type: text/html\r\n\r\n<p>\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"word\"\r\nContent-Type: Application/JSON; charset=utf-8\r\n\r\n\"a\\\"\"\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"word\"\r\nContent-Type: Application/JSON; charset=utf-8\r\n\r\n\"b\"\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"id\"\r\nContent-Type: application/vnd.x+json\r\n\r\n\"7\"\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"%22one%22%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\n1\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"file\"\r\nContent-Type: image/gifX: y\r\n\r\n2\r\n",
        "--B--\r\n",
    ];
    assert_eq!(text, expected.concat());
}

#[test]
fn a_body_without_parts() {
    assert_eq!(parts(Multipart::new()), "--B--\r\n");
    let none = Multipart::new().part("a", &None::<i32>);
    let request = post().optional_multipart(none).build().unwrap();
    assert!(request.body.is_none() && request.headers.is_empty());
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here has to be waited for"),
    }
}

#[test]
fn files_of_the_disk_are_streamed_once() {
    let folder = std::env::temp_dir().join(format!("forms-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("large.bin");
    let content = vec![7; 200_000];
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(&content).unwrap();

    let file = File::open(&path).unwrap();
    let upload = || {
        let parts = Multipart::new().part("a", "b").file("file", "a/b", &file);
        post().multipart(parts.part("c", "d")).build()
    };
    let body: Body = upload().unwrap().body.unwrap();
    assert!(body.as_bytes().is_none());
    let size = body.size().unwrap();
    let bytes: Bytes = ready(body.collect(None)).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), size);
    let at = |text: &[u8]| bytes.windows(text.len()).position(|it| it == text);
    assert!(at(&content).unwrap() < at(b"name=\"c\"").unwrap());
    assert!(at(b"filename=\"large.bin\"").is_some());

    let error = upload().unwrap_err();
    assert_eq!(error.to_string(), "the file `file` has been sent already");

    // What is written meanwhile is not part of what was announced.
    let growing = File::open(&path).unwrap();
    let body = Multipart::new().file("file", "a/b", &growing);
    let body = post().multipart(body).build().unwrap().body.unwrap();
    let size = body.size().unwrap();
    let mut log = std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap();
    log.write_all(&[8; 1000]).unwrap();
    let bytes: Bytes = ready(body.collect(None)).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), size);
    assert!(bytes.ends_with(b"--\r\n") && !bytes.contains(&8));

    assert!(File::open(&folder).is_err());
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(File::open(&path).is_err());
}
