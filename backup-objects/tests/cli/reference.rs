//! `reference`: pages to standard output and into a folder.

use std::collections::BTreeSet;
use std::fs;

use crate::{Database, run, text};

fn told(arguments: &[&str]) -> String {
    let out = run(&[&["reference"], arguments].concat(), b"");
    assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    text(&out.stdout).to_owned()
}

fn misused(arguments: &[&str]) -> String {
    let out = run(&[&["reference"], arguments].concat(), b"");
    assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stdout));
    assert!(out.stdout.is_empty());
    text(&out.stderr).to_owned()
}

#[test]
fn a_named_object_is_all_there_is() {
    let page = told(&["--format", "text", "Backup"]);
    assert!(
        page.starts_with("The cinder.objects.backup Module\n\nclass Backup(context=None, **kwargs)\n"),
        "{page}"
    );
    assert_eq!(page.matches("\nclass ").count(), 1);
    let module = told(&["--format", "text", "cinder.objects.backup"]);
    assert_eq!(module.matches("\nclass ").count(), 4);
    let two = told(&["--format", "text", "Backup", "Volume"]);
    assert_eq!(two.matches("\nclass ").count(), 2);
    let all = told(&["--format", "text"]);
    assert_eq!(all.matches("\nclass ").count(), 37);
}

#[test]
fn markdown_is_what_is_printed_unless_told() {
    assert_eq!(told(&["Cluster"]), told(&["--format", "markdown", "Cluster"]));
    assert!(told(&["Cluster"]).contains("\n## `class Cluster(context=None, **kwargs)`\n"));
    assert!(told(&["--format", "html", "Cluster"]).starts_with("<!doctype html>\n"));
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    assert_eq!(
        misused(&["Backup", "Bakup"]),
        "error: there is no object and no module `Bakup`, did you mean `Backup`?\n"
    );
    assert!(misused(&["cinder.objects.bakup"]).contains("did you mean `cinder.objects.backup`?"));
    let far = misused(&["Fridge"]);
    assert!(far.contains("`Fridge`; there are Backup, ") && far.contains(", VolumeTypeList\n"), "{far}");
    assert!(misused(&["--format", "pdf"]).contains("[possible values: markdown, text, html]"));
}

#[test]
fn a_folder_gets_a_file_for_each_module_and_keeps_its_others() {
    let place = Database::new("reference");
    let folder = place.0.join("made/pages");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.html"), "mine").unwrap();
    let out = folder.to_str().unwrap();
    let written: BTreeSet<_> = told(&["--format", "html", "--out", out]).lines().map(str::to_owned).collect();
    let there: BTreeSet<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(there.len(), written.len() + 1);
    assert!(written.iter().all(|path| there.contains(std::path::Path::new(path))));
    assert_eq!(fs::read_to_string(folder.join("mine.html")).unwrap(), "mine");
    let page = fs::read_to_string(folder.join("cinder.objects.backup.html")).unwrap();
    // What is on another page has a link there, and what is on this one has none that leaves it.
    assert!(page.contains("<a href=\"cinder.objects.volume.html#cinder.objects.volume.Volume\">"), "{page}");
    assert!(page.contains("<a href=\"#cinder.objects.backup.Backup\">"));
    let all = links(&page);
    for (file, anchor) in all {
        let target = fs::read_to_string(folder.join(if file.is_empty() {
            "cinder.objects.backup.html"
        } else {
            &file
        }));
        assert!(target.unwrap().contains(&format!("id=\"{anchor}\"")), "{file}#{anchor}");
    }
    // A part of the reference has no list of the whole.
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    told(&["--format", "html", "--out", out, "Backup"]);
    assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), index);
}

/// Where the links of a page lead: the file, and the place in it.
fn links(page: &str) -> Vec<(String, String)> {
    let targets = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let inner = targets.filter(|target| !target.starts_with("http"));
    let links: Vec<_> = inner.filter_map(|target| target.split_once('#')).collect();
    assert!(links.len() > 4, "{links:?}");
    links.into_iter().map(|(file, anchor)| (file.to_owned(), anchor.to_owned())).collect()
}

#[test]
fn a_folder_that_cannot_be_is_an_error() {
    let folder = Database::new("reference-file");
    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    let out = run(&["reference", "--out", file.join("x").to_str().unwrap(), "Backup"], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).starts_with(&format!("error: {}", file.display())), "{}", text(&out.stderr));
}
