//! The page opens.

use anyhow::ensure;
use e2e::journey;

#[test]
fn the_page_opens_clean_and_accessible() {
    journey("the_page_opens", async |page| {
        page.open().await?;
        ensure!(!page.has("alertdialog", "On the Record could not start").await?);
        page.screenshot("start").await?;
        page.expect_axe_clean().await
    });
}

#[test]
fn the_first_load_asks_for_each_file_once_and_for_nothing_else() {
    journey("the_first_load", async |page| {
        page.open().await?;
        let mut requests = page.server().requests();
        requests.retain(|path| path != "/probe.js" && path != "/favicon.ico");
        let mut distinct = requests.clone();
        distinct.sort();
        distinct.dedup();
        ensure!(distinct.len() == requests.len(), "asked twice: {requests:?}");
        ensure!(requests.len() <= 6, "asked for more than it needs: {requests:?}");
        Ok(())
    });
}

#[test]
fn the_policy_forbids_code_made_of_text() {
    journey("the_policy", async |page| {
        page.open().await?;
        // A script of the driver is above the policy; an attribute's is not.
        page.evaluate::<()>(
            "const link = document.createElement('a'); link.href = 'javascript:window.broken = 1';
             document.body.append(link); link.click(); link.remove();",
        )
        .await?;
        page.wait_for("the breach is reported", async || {
            page.evaluate::<Option<String>>(
                "return e2eReports.find((report) => report.startsWith('policy:')) ?? null",
            )
            .await
        })
        .await?;
        let broken: bool = page.evaluate("return 'broken' in window").await?;
        ensure!(!broken, "a javascript: link ran");
        page.reports().await?;
        Ok(())
    });
}
