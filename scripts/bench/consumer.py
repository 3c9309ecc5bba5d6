from datetime import UTC, datetime, timedelta

from github import AsyncGitHub, GitHub, NotFoundError, models


def recent(client: GitHub, owner: str, repo: str) -> list[str]:
    since = datetime.now(UTC) - timedelta(days=7)
    issues = client.issues.list_for_repo(owner, repo, state="open", since=since)
    return [f"#{issue.number} {issue.title}" for issue in issues if issue.user]


def describe(client: GitHub, owner: str, repo: str) -> models.FullRepository | None:
    try:
        return client.repos.get(owner, repo)
    except NotFoundError as error:
        print(error.request_id, error.parse(models.BasicError).message)
        return None


async def remark(client: AsyncGitHub, owner: str, repo: str, number: int) -> models.IssueComment:
    pull = await client.pulls.get(owner, repo, number)
    changed = [entry.filename async for entry in client.pulls.list_files(owner, repo, number)]
    body = f"{pull.title}: {len(changed)} files, by {pull.user.login}"
    return await client.issues.create_comment(owner, repo, number, body=body)
