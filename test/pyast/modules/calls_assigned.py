if 1:
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa().authkey
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa(a).authkey
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa()[0]
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaa(aa)[0]
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaaaaaa[aa][0]
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa(aaa)()
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa(aaa)(bbb)
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa(aaa).b(bbb)
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa(aaa).ba()
    self._authkeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy = process.current_process_aaaaaaaaaaaaaaaaaaa.ccccccccc()
    return process.current_processsssssssssssssssssssssssssssssssssssssssssss_aaaaaaaaaaaaaaaaaaa()[9]
    return process.current_processsssssssssssssssssssssssssssssssssssssssssss_aaaaaaaaaaaaaaaaaaa(a)[9]
    return process.current_processsssssssssssssssssssssssssssssssssssssssssss_aaaaaaaaaaaaaaaaaaa().aaa
    if process.current_processsssssssssssssssssssssssssssssssssssssssssss_aaaaaaaaaaaaaaaaaaaaaaa().aaa:
        pass
    x[process.current_processsssssssssssssssssssssssssssssssssss_aaaaaaaaaa] = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa().aaa
    x[process.current_processsssssssssssssssssssssssssssssssssss_aaaaaaaaaa] = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa(a)[1]
    y = await process.current_processsssssssssssssssssssssssssssssssssssssssssss_aaaaaaaaaaaaaaaaaaaaaa().aaa


def f():
    result = client.international_scheduled_payments.create_international_scheduled_consents(a=1, b=2, c="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    result = client.international_scheduled_payments.create_international_scheduled_consents(a=1, b=2, c="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    pull_request: models.WebhookPullRequestReviewRequestedReviewRequestedPullRequest = field("pull_request", codecs.model(lambda: models.WebhookPullRequestReviewRequestedReviewRequestedPullRequest))
    pull_request_list: models.WebhookPullRequestReviewRequestedPullRequest = field("pull_request", codecs.model(lambda: models.WebhookPullRequestReviewRequested(models.WebhookPullRequestReviewRequestedReviewRequestedPullRequest)))
    pull_request_list: models.WebhookPullRequestReviewRequestedReviewRequestedPull = field("pull_request", codecs.model(lambda: models.WebhookPullRequestReviewRequested(models.WebhookPullRequestReviewRequestedReviewRequestedPullRequest)))
