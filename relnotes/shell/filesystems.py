"""What kind of file system a folder lies on, as far as the system tells."""

from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
# The kernel reports only changes made on this machine for these, so it is no help with them.
_REMOTE = ("nfs", "cifs", "smb", "9p", "drvfs", "fuse.sshfs", "fuse.rclone", "davfs", "virtiofs", "vboxsf", "ceph")


def filesystem(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the file system on which a folder lies, such as ext4; empty where the system has no list of them."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        _, at, type_, *_ = line.split(" ")
        place = Path(at.replace("\\040", " "))
        # Of two at one place the later one lies over the earlier.
        if len(place.parts) >= best and folder.is_relative_to(place):
            best, kind = len(place.parts), type_
    return kind


def is_remote(folder: Path) -> bool:
    """Whether others may change a folder without this machine's kernel hearing of it."""
    return filesystem(folder).startswith(_REMOTE)
